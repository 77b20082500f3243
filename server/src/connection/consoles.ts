import type { Server } from 'socket.io';
import type { Conversations } from '../conversations/conversations.ts';
import { rooms } from '../platform/wire/announce.ts';
import type { AgentWho } from '../platform/wire/who.ts';

/** What ends for consoles that are connected: following what they may no longer read, and being signed in. */
export function createConsoles({ io, conversations }: { io: Server; conversations: Conversations }) {
  let endings = 0;

  /** Consoles that have a conversation open and may no longer read it hear no more of it. */
  async function checkFollowers(conversationId: string) {
    const room = rooms.followers(conversationId);
    const followers = await io.of('/agent').in(room).fetchSockets();
    if (followers.length === 0) return;
    try {
      const row = await conversations.find(conversationId);
      for (const follower of followers) {
        if (!row || !(follower.data as AgentWho).sees(row)) follower.leave(room);
      }
    } catch (error) {
      // Nobody can say now who may read it: they come back and ask.
      for (const follower of followers) follower.disconnect(true);
      throw error;
    }
  }

  /** Cuts the consoles in a room, but for those of one session. */
  function endSockets(room: string, exceptSession: string | null) {
    endings += 1;
    const hers = io.of('/agent').in(room);
    (exceptSession ? hers.except(rooms.session(exceptSession)) : hers).disconnectSockets(true);
  }

  return { checkFollowers, endSockets, endings: () => endings };
}
