import { css, html } from 'lit';
import { hueOf } from '../conversations/hue.ts';
import { initials } from '../conversations/naming.ts';

/** Initials on the chat's own hue: the sign by which a glance tells whom one answers. */
export const avatar = (name: string | null, ticket: number) =>
  html`<span
    class="avatar hue"
    aria-hidden="true"
    data-initials=${initials(name, ticket)}
    .style=${`--hue: ${hueOf(ticket)}`}
  ></span>`;

export const avatarStyles = css`
  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border-radius: var(--radius-full);
    background: var(--chat);
    color: var(--on-chat);
    font-size: var(--text-s);
    font-weight: var(--weight-strong);
    letter-spacing: 0.01em;
    font-variant-numeric: tabular-nums;
    position: relative;
    forced-color-adjust: none;
  }
  .avatar::before {
    content: attr(data-initials);
  }
`;
