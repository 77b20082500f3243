import type { conversationsAgentUp } from '@straks/shared/conversations/conversations.protocol.ts';
import type { inboxUp } from '@straks/shared/inbox/inbox.protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { agentView } from '../conversations/views.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import { rooms } from '../platform/wire/announce.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho } from '../platform/wire/who.ts';
import type { Presence } from '../presence/presence.ts';
import type { ColleagueTeller } from '../presence/tell-colleagues.ts';
import type { Sites } from '../sites/sites.ts';
import type { Inbox } from './inbox.ts';
import { siteNow } from './site-now.ts';

export interface InboxSocketParts {
  clock: Clock;
  sites: Sites;
  presence: Presence;
  conversations: Conversations;
  inbox: Inbox;
  colleagueTeller: ColleagueTeller;
  isOnline(visitorId: string): boolean;
}

type Events = typeof inboxUp & Pick<typeof conversationsAgentUp, 'conversation:open'>;

export const inboxForAgents = (parts: InboxSocketParts): Handlers<Events, AgentWho> => ({
  async hello(_, who) {
    const { siteId, agentId: id, name, email, role } = who;
    const now = siteNow(parts.sites, siteId);
    if (!now) throw new Refusal('unknown', { detail: 'site' });
    const at = parts.clock.nowMs();
    const [colleagues, inbox] = await Promise.all([
      parts.presence.colleagues(siteId),
      parts.inbox.snapshot(siteId, who.sees),
    ]);
    parts.colleagueTeller.gave(siteId, colleagues);
    return {
      protocol: protocolVersion,
      at,
      me: { id, siteId, name, email, role },
      ...now,
      colleagues,
      inbox,
    };
  },

  async 'inbox:sync'({ after }, { siteId, sees }) {
    return parts.inbox.changesFor(sees, await parts.inbox.changedSince(siteId, after), after);
  },

  async 'conversation:open'({ conversationId, after }, { sees, socket }) {
    const room = rooms.followers(conversationId);
    const seen = async () => {
      const row = await parts.conversations.findSeen(conversationId);
      if (!row || !sees(row)) throw new Refusal('unknown');
      return row;
    };
    await seen();
    // Followed before it is read: what comes in between comes twice, and the client knows it by its number.
    await socket.join(room);
    // Out of her sight since the first look? Nobody could send her away before she was here.
    const row = await seen().catch(async (error) => {
      await socket.leave(room);
      throw error;
    });
    const page = await parts.conversations.page(conversationId, after === undefined ? {} : { after });
    return { conversation: agentView(row, parts.isOnline(row.visitorId)), ...page };
  },
});
