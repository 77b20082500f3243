import { changeRouting, type Session } from '../drivers/accounts.ts';

const minuteMs = 60_000;

/** Agents of a bench open nothing and say nothing of themselves: chats may ring as long as it is measured. */
export const ringPatiently = (owner: Session): Promise<void> =>
  changeRouting(owner, { acceptMs: 10 * minuteMs, silentMs: 60 * minuteMs });
