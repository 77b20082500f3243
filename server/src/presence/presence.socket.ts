import type { presenceUp } from '@straks/shared/presence/presence.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho } from '../platform/wire/who.ts';
import type { Presence } from './presence.ts';

export const presenceForAgents = (
  presence: Presence,
  clock: Clock,
): Handlers<typeof presenceUp, AgentWho> => ({
  'presence:beat': (_, { siteId, agentId, connectionId }) => presence.beat(siteId, agentId, connectionId),

  async 'presence:set'({ status }, { siteId, agentId }) {
    await presence.setStatus(siteId, agentId, status);
    return { at: clock.nowMs() };
  },

  async 'presence:capacity'({ capacity }, { siteId, agentId }) {
    await presence.setCapacity(siteId, agentId, capacity);
    return { at: clock.nowMs() };
  },
});
