import { signal } from '@lit-labs/signals';
import { html } from 'lit';
import { words } from '../language/language.ts';

/** A page that is fetched when it is first asked for. */
export function createLater(fetchPage: () => Promise<unknown>) {
  const state = signal<'not_yet' | 'coming' | 'here' | 'failed'>('not_yet');

  function begin() {
    state.set('coming');
    fetchPage().then(
      () => state.set('here'),
      () => state.set('failed'),
    );
  }

  /** The page, or what is to be said while it is not here. */
  return (page: () => unknown) => {
    if (state.get() === 'not_yet') queueMicrotask(() => state.get() === 'not_yet' && begin());
    if (state.get() === 'here') return page();
    const { common, refusals } = words();
    if (state.get() !== 'failed') return html`<p class="splash" role="status">${common.loading}</p>`;
    return html`<div class="splash" role="alert">
      <p>${refusals.timed_out}</p>
      <button class="quiet" @click=${begin}>${common.retry}</button>
    </div>`;
  };
}
