import { signal } from '@preact/signals-core';
import type { PhoneFault } from '@straks/shared/callbacks/callback.protocol.ts';
import type { Slot } from '@straks/shared/callbacks/callbacks.protocol.ts';
import type { NotDone, Session } from '../connection/session.model.ts';
import type { Welcome } from '../conversations/welcome.model.ts';
import { say } from '../ui/say.ts';
import { createSure } from '../ui/sure.model.ts';
import type { Country } from './countries.ts';
import { countryOf } from './countries.ts';

export interface Times {
  zone: string;
  slots: readonly Slot[];
  /** Whether she may be called when it is her turn. */
  turn: boolean;
}

/** What was wrong, and with which field. */
export type CallProblem = { phone: PhoneFault | null } | { act: NotDone } | null;

export const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asking to be called: when it is her turn in line, or at a time. */
export function createCall(session: Session, welcome: Welcome, done: () => void) {
  const { kept } = session;
  const phone = signal(kept.get('phone') ?? '');
  const country = signal<string>(kept.get('country') ?? countryOf(ownZone(), say().language));
  const times = signal<Times | null>(null);
  /** The beginning of a slot; none: when it is her turn. */
  const startsAt = signal<number | null>(null);
  const problem = signal<CallProblem>(null);
  let id: string | null = null;

  async function look() {
    const departmentId = welcome.department.value;
    const isNew = session.screen.value === 'welcome';
    const answer = await session.askOnce('callback:slots', isNew && departmentId ? { departmentId } : {});
    if (!answer?.ok) {
      problem.value = { act: answer?.code ?? 'offline' };
      return;
    }
    times.value = answer;
    const isFree = answer.slots.some((slot) => slot.startsAt === startsAt.value);
    if (!isFree) startsAt.value = answer.turn ? null : (answer.slots[0]?.startsAt ?? null);
  }

  async function request() {
    const slot = startsAt.value;
    if (!phone.value.trim()) {
      problem.value = { phone: 'too_short' };
      return;
    }
    id ??= session.newId();
    kept.set('phone', phone.value.trim());
    kept.set('country', country.value);
    const answer = await session.askOnce('callback:request', {
      clientMessageId: id,
      phone: phone.value.trim(),
      country: country.value as Country,
      when: slot === null ? { kind: 'turn' } : { kind: 'slot', startsAt: slot },
      ...fromForm(),
      ...session.sender(welcome.name.value.trim()),
    });
    problem.value = null;
    if (!answer) {
      problem.value = { act: 'offline' };
      return;
    }
    // What was refused is asked anew the next time.
    if (!answer.ok && !answer.retry) id = null;
    if (answer.ok) {
      id = null;
      session.hearConversation(answer.conversation, answer.entries);
      session.callback.value = answer.callback;
      welcome.draft.set('');
      done();
    } else if (answer.code === 'bad_phone')
      problem.value = { phone: (answer.detail ?? null) as PhoneFault | null };
    else {
      problem.value = { act: answer.code };
      if (answer.code === 'slot_taken') void look();
    }
  }

  /** On the first form her words and her choice of department come along. */
  function fromForm() {
    const open = session.openId();
    if (open) return { conversationId: open };
    const text = welcome.draft.text.value.trim();
    const departmentId = welcome.department.value;
    return { ...(text && { text }), ...(departmentId && { departmentId }) };
  }

  const cancel = async (): Promise<NotDone | null> => {
    const conversationId = session.callback.value?.conversationId ?? '';
    const answer = await session.askOnce('callback:cancel', { conversationId });
    return answer?.ok ? null : (answer?.code ?? 'offline');
  };

  return { phone, country, times, startsAt, problem, look, request, cancelling: createSure(cancel) };
}
