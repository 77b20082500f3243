import { computed, signal } from '@preact/signals-core';
import { createCall } from '../callbacks/call.model.ts';
import type { Session } from '../connection/session.model.ts';
import { isEmail } from '../conversations/email.ts';
import type { Welcome } from '../conversations/welcome.model.ts';
import { createHold } from '../holds/hold.model.ts';
import { canRing } from '../holds/ring.ts';
import { createSure } from '../ui/sure.model.ts';
import type { Way } from './offers.ts';
import { isWorthOffering, waysOf } from './offers.ts';

export type WaysModel = ReturnType<typeof createWays>;

/** What she may do instead of waiting: be told, be called, leave a message, or leave. */
export function createWays(session: Session, welcome: Welcome) {
  const { kept, line } = session;
  /** What she looks at: the list of ways, or one of them. */
  const chosen = signal<Way | 'list' | null>(null);
  const email = signal(kept.get('email') ?? '');
  const isBad = signal(false);
  let offeredId: string | null = null;

  /** Once asked, she is not un-asked when the wait shrinks under her hand. */
  const isOffered = computed(() => {
    const place = line.place.value;
    if (place && isWorthOffering(place, line.told.value)) offeredId = place.conversationId;
    return place !== null && offeredId === place.conversationId;
  });

  function addressGiven(): string | null {
    const address = email.value.trim();
    isBad.value = !isEmail(address);
    return isBad.value ? null : address;
  }

  const done = () => {
    chosen.value = null;
  };

  const call = createCall(session, welcome, done);

  return {
    chosen,
    email,
    isBad,
    isOffered,
    ways: computed(() => waysOf(session.site.value, canRing())),
    leaving: createSure(session.leaveLine),
    hold: createHold(session, addressGiven, done),
    call,
    choose(way: Way | 'list' | null) {
      isBad.value = false;
      chosen.value = way;
      if (way === 'call') void call.look();
    },
    leaveMessage() {
      const address = addressGiven();
      if (!address) return;
      chosen.value = null;
      session.leave(address, '', kept.get('name') ?? '');
    },
  };
}
