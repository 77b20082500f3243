import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxChanges, InboxItem } from '@straks/shared/inbox/inbox.protocol.ts';
import type { WithVisitor } from '../conversations/conversations.store.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { agentView } from '../conversations/views.ts';

/** Which conversations somebody may see. */
export type Sees = (conversation: WithVisitor) => boolean;

/** More than one batch of messages changes under one number; a department that goes may change still more. */
const pageSize = 1_000;

/** The consoles' list: a snapshot, and all that changed between two of the site's inbox numbers. */
export function createInbox(conversations: Conversations, isOnline: (visitorId: string) => boolean) {
  const view = (row: WithVisitor) => agentView(row, isOnline(row.visitorId));

  async function snapshot(siteId: string, sees: Sees): Promise<{ upTo: number; items: AgentConversation[] }> {
    // The head is read first: what happens in between is in the items and comes again as a change.
    const upTo = await conversations.inboxHead(siteId);
    const rows = await conversations.openInSite(siteId);
    return { upTo, items: rows.filter(sees).map(view) };
  }

  /**
   * The newest form of the conversations that changed next after a number, by their numbers, for everybody's
   * eyes. Those of one number are never parted: the next page begins after it.
   */
  async function changedSince(siteId: string, after: number): Promise<WithVisitor[]> {
    for (let most = pageSize; ; most *= 4) {
      const rows = await conversations.changedSince(siteId, after, most + 1);
      const next = rows[most];
      if (!next) return rows;
      const whole = rows.filter(({ inboxSeq }) => inboxSeq < next.inboxSeq);
      if (whole.length > 0) return whole;
    }
  }

  /** The same as one person may see it: what is closed or not hers is gone from her list. */
  function changesFor(sees: Sees, rows: readonly WithVisitor[], after: number): InboxChanges {
    const items = rows.map(
      (row): InboxItem =>
        row.state !== 'closed' && sees(row) ? view(row) : { id: row.id, inboxSeq: row.inboxSeq, gone: true },
    );
    return { after, upTo: rows.at(-1)?.inboxSeq ?? after, items };
  }

  return { snapshot, changedSince, changesFor, head: conversations.inboxHead };
}

export type Inbox = ReturnType<typeof createInbox>;
