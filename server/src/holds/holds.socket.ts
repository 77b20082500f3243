import type { holdsUp } from '@straks/shared/holds/holds.protocol.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { VisitorWho } from '../platform/wire/who.ts';
import type { Holds } from './holds.ts';

export const holdsForVisitors = (holds: Holds): Handlers<typeof holdsUp, VisitorWho> => ({
  'hold:keep': async (keeping, who) => ({ hold: await holds.keep(who, keeping) }),
  async 'hold:end'({ conversationId }, who) {
    await holds.end(who, conversationId);
    return {};
  },
});
