import type { presenceUp } from '@straks/shared/presence/presence.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho } from '../platform/wire/who.ts';
import type { Presence } from './presence.ts';
import type { ColleagueTeller } from './tell-colleagues.ts';

export interface PresenceSocketParts {
  presence: Presence;
  clock: Clock;
  colleagueTeller: Pick<ColleagueTeller, 'wished'>;
}

export function presenceForAgents({ presence, clock, colleagueTeller }: PresenceSocketParts) {
  async function done(siteId: string, wish: Promise<void>) {
    await wish;
    const at = clock.nowMs();
    colleagueTeller.wished(siteId, at);
    return { at };
  }

  const handlers: Handlers<typeof presenceUp, AgentWho> = {
    'presence:beat': (_, { siteId, agentId, connectionId }) => presence.beat(siteId, agentId, connectionId),

    'presence:set': ({ status }, { siteId, agentId }) =>
      done(siteId, presence.setStatus(siteId, agentId, status)),

    'presence:capacity': ({ capacity }, { siteId, agentId }) =>
      done(siteId, presence.setCapacity(siteId, agentId, capacity)),
  };
  return handlers;
}
