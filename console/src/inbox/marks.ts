import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { css, html, nothing } from 'lit';
import { BellOff, ChevronsUp, ChevronUp, Moon, Pause, Phone } from 'lucide';
import { words } from '../language/language.ts';
import { clock, soonTime } from '../language/time.ts';
import { icon } from '../ui/icon.ts';
import { slowNowMs } from '../ui/ticker.ts';
import '../ui/until.element.ts';

/** What is special about a conversation, each as an icon and a word. */
export function marks(conversation: AgentConversation, asleepAfterMs: number | null = null) {
  const drawn = [
    escalated(conversation),
    priority(conversation),
    callback(conversation),
    held(conversation),
    asleep(conversation, asleepAfterMs),
  ];
  const those = drawn.filter((one) => one !== nothing);
  return those.length > 0 ? html`<span class="marks">${those}</span>` : nothing;
}

function escalated({ escalated: rangInVain, state }: AgentConversation) {
  if (!rangInVain || state !== 'waiting') return nothing;
  return html`<span class="special late">${icon(BellOff)}${words().inbox.marks.escalated}</span>`;
}

function priority({ priority: level, state }: AgentConversation) {
  if (level === 0 || state !== 'waiting') return nothing;
  const urgent = level > 1;
  return html`<span class=${urgent ? 'special late' : 'special soon'}
    >${icon(urgent ? ChevronsUp : ChevronUp)}${words().inbox.marks.priority[level]}</span
  >`;
}

function held({ heldUntil, state }: AgentConversation) {
  if (heldUntil === null || state !== 'active') return nothing;
  const { marks: text } = words().inbox;
  const at = clock(heldUntil);
  return html`<span class="special"
    >${icon(Pause)}<straks-until .untilMs=${heldUntil} .texts=${[text.held(at), text.heldOver(at)]}></straks-until
  ></span>`;
}

/** The visitor has been silent for so long that the chat takes no place. */
function asleep({ kind, state, waitingSince, lastAt }: AgentConversation, afterMs: number | null) {
  const isOurs = kind === 'chat' && state === 'active' && waitingSince === null;
  if (afterMs === null || !isOurs || slowNowMs() - lastAt < afterMs) return nothing;
  return html`<span class="special quiet">${icon(Moon)}${words().inbox.marks.asleep}</span>`;
}

function callback({ callback: call }: AgentConversation) {
  if (!call) return nothing;
  const { marks: text } = words().inbox;
  const due = call.dueAt === null ? text.callInTurn : text.callAt(soonTime(call.dueAt));
  return html`<span class="special call">${icon(Phone)}${due}</span>`;
}

export const marksStyles = css`
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem var(--space-2);
    min-inline-size: 0;
  }
  .special {
    display: inline-flex;
    align-items: center;
    gap: 0.1875rem;
    color: var(--text-soft);
    font-size: var(--text-xs);
    font-weight: var(--weight-medium);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .special.quiet {
    color: var(--text-faint);
    font-weight: var(--weight);
  }
  .special.late,
  .special:has([data-over]) {
    color: var(--late);
  }
  .special.soon {
    color: var(--waiting);
  }
  .special.call {
    color: var(--accent);
  }
  .special svg.icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
`;
