import { signal } from '@preact/signals-core';
import type { NotDone, Session } from '../connection/session.model.ts';
import { askToRing, canRing } from './ring.ts';

/** How she is called when her turn nears: by mail, or in any tab of the site that is open. */
export type By = 'mail' | 'tab';

/** Keeps her place while she does something else. */
export function createHold(session: Session, addressGiven: () => string | null, done: () => void) {
  const canMail = () => session.site.value.offers.mail;
  const by = signal<By>(canMail() ? 'mail' : 'tab');
  const problem = signal<NotDone | null>(null);
  const here = () => ({ conversationId: session.line.place.value?.conversationId ?? '' });

  async function keep() {
    const email = by.value === 'mail' ? addressGiven() : undefined;
    if (email === null) return;
    // Asked on her press: browsers allow sound and notifications only then.
    if (by.value === 'tab') askToRing();
    if (email) session.kept.set('email', email);
    const answer = await session.askOnce('hold:keep', { ...here(), by: by.value, ...(email && { email }) });
    problem.value = answer?.ok ? null : (answer?.code ?? 'offline');
    if (!answer?.ok) return;
    session.line.hold(answer.hold);
    done();
  }

  async function end() {
    const answer = await session.askOnce('hold:end', here());
    problem.value = answer?.ok ? null : (answer?.code ?? 'offline');
    if (answer?.ok) session.line.hold(undefined);
  }

  return { by, problem, canMail, canRing, keep, end };
}
