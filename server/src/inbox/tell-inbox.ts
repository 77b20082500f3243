import type { WithVisitor } from '../conversations/conversations.store.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { AgentWho } from '../platform/wire/who.ts';
import type { Inbox, Sees } from './inbox.ts';

/** Consoles that see the same conversations share a room, so that each change is written once for all of them. */
interface View {
  room: string;
  sees: Sees;
  consoles: number;
}

/** Tells consoles what changed in their lists, from the last number told. One telling of a site at a time. */
export function createInboxTeller(inbox: Inbox, announce: Announce) {
  const views = new Map<string, Map<string, View>>();
  const told = new Map<string, number>();

  /** Counts a console in; to be called before it reads its snapshot. */
  async function enter({ siteId, sees, socket }: AgentWho, key: string) {
    const room = `i:${siteId}:${key}`;
    if (!told.has(siteId)) told.set(siteId, await inbox.head(siteId));
    const ofSite = views.get(siteId) ?? new Map<string, View>();
    views.set(siteId, ofSite);
    const view = ofSite.get(key) ?? { room, sees, consoles: 0 };
    ofSite.set(key, { ...view, consoles: view.consoles + 1 });
    await socket.join(room);
  }

  function leave(siteId: string, key: string) {
    const ofSite = views.get(siteId);
    const view = ofSite?.get(key);
    if (!ofSite || !view) return;
    if (view.consoles > 1) ofSite.set(key, { ...view, consoles: view.consoles - 1 });
    else ofSite.delete(key);
    if (ofSite.size > 0) return;
    views.delete(siteId);
    told.delete(siteId);
  }

  async function tell(siteId: string) {
    while (await tellPage(siteId));
  }

  async function tellPage(siteId: string): Promise<boolean> {
    const after = told.get(siteId);
    if (after === undefined) return false;
    const rows = await inbox.changedSince(siteId, after);
    const last = rows.at(-1);
    if (!last) return false;
    told.set(siteId, last.inboxSeq);
    for (const { rooms, sees } of alike(siteId, rows)) {
      announce.toRoomsOfAgents(rooms, 'inbox', inbox.changesFor(sees, rows, after));
    }
    return true;
  }

  /** Most colleagues see the same of what changed: it is put together and written once for all of them. */
  function alike(siteId: string, rows: readonly WithVisitor[]) {
    const groups = new Map<string, { rooms: string[]; sees: Sees }>();
    for (const { room, sees } of views.get(siteId)?.values() ?? []) {
      const seen = rows.map((row) => (sees(row) ? '1' : '0')).join('');
      const group = groups.get(seen) ?? { rooms: [], sees };
      groups.set(seen, group);
      group.rooms.push(room);
    }
    return groups.values();
  }

  /** Shows a lost last change. */
  function tellHeads() {
    for (const [siteId, upTo] of told) {
      for (const { room } of views.get(siteId)?.values() ?? []) {
        announce.toRoomOfAgents(room, 'inbox:head', { upTo });
      }
    }
  }

  return { enter, leave, tell, tellHeads };
}

export type InboxTeller = ReturnType<typeof createInboxTeller>;
