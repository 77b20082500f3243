import { signal } from '@preact/signals-core';
import type { Session } from '../connection/session.model.ts';
import { isEmail } from '../conversations/email.ts';
import { createSure } from '../ui/sure.model.ts';

/** What she may do instead of waiting: leave a message, or leave. */
export function createWays(session: Session) {
  const { kept } = session;
  const isLeavingMessage = signal(false);
  const email = signal(kept.get('email') ?? '');
  const isBad = signal(false);
  return {
    isLeavingMessage,
    email,
    isBad,
    leaving: createSure(session.leaveLine),
    leaveMessage() {
      const address = email.value.trim();
      isBad.value = !isEmail(address);
      if (isBad.value) return;
      isLeavingMessage.value = false;
      session.leave(address, '', kept.get('name') ?? '');
    },
  };
}
