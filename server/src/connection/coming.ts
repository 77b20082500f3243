import type { Conversations } from '../conversations/conversations.ts';
import type { Holds } from '../holds/holds.ts';
import type { Elsewhere } from '../nodes/elsewhere.ts';
import type { Joined } from '../nodes/join.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { VisitorWho } from '../platform/wire/who.ts';
import type { Queue } from '../queue/queue.ts';
import type { Here } from './here.ts';

export interface ComingParts {
  db: Database;
  clock: Clock;
  here: Here;
  elsewhere: Elsewhere;
  holds: Holds;
  queue: Queue;
  conversations: Conversations;
  announce: Announce;
  /** Null: this node is alone. */
  others: Joined | null;
}

/** What it means that a visitor's first page connects to this node, and that her last one goes. */
export function createComing(parts: ComingParts) {
  const { db, clock, here, elsewhere, holds, queue, conversations, announce, others } = parts;

  /** Hidden: her page has come back by itself, which is no sign of her. */
  async function came(who: VisitorWho, { hidden }: { hidden: boolean }): Promise<void> {
    others?.tell({ kind: 'came', node: others.node, visitorId: who.visitorId });
    if (!hidden) here.came(who.visitorId, clock.nowMs());
    // Her page may only have moved from one node to another.
    if (elsewhere.has(who.visitorId)) return;
    if (!hidden) await holds.came(who);
    await tellOnline(who, true);
  }

  async function left(who: VisitorWho): Promise<void> {
    others?.tell({ kind: 'went', node: others.node, visitorId: who.visitorId });
    if (elsewhere.has(who.visitorId)) return;
    await holds.left(who);
    await tellOnline(who, false);
  }

  async function tellOnline({ siteId, visitorId }: VisitorWho, online: boolean) {
    const open = await conversations.openOf(db.read, siteId, visitorId);
    if (!open) return;
    announce.toAgents(open, 'visitor:online', { conversationId: open.id, online });
    await Promise.all([
      queue.seen([visitorId]),
      queue.seenInLine(siteId, open.id, online),
      db.write((trx, tell) => conversations.touch(trx, tell, open)),
    ]);
  }

  return { came, left };
}
