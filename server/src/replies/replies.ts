import type { MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { MailRoom } from '../platform/mail/mail.ts';
import type { Sites } from '../sites/sites.ts';
import { continueUrl } from '../visitors/continue-url.ts';
import type { Visitors } from '../visitors/visitors.ts';
import { createRepliesStore } from './replies.store.ts';
import { replyWords } from './reply-words.ts';

export interface RepliesParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  conversations: Conversations;
  mail: MailRoom;
  publicUrl: string;
  /** So long an answer waits to be read on the page, and for more of the same. */
  quietMs: number;
  /** Whether she has a page connected here. */
  isHere(visitorId: string): boolean;
}

type Unread = Awaited<ReturnType<ReturnType<typeof createRepliesStore>['unread']>>[number];

const dayMs = 24 * 3_600_000;
/** An agent who writes on and on is not waited for longer than so many times the quiet. */
const longestGroup = 2.5;
/** She has a page open, but does not read. */
const longestHere = 5;

/** A left message is answered by mail, unless she reads the answer on the page first. */
export function createReplies(parts: RepliesParts) {
  const { db, clock, sites, visitors, conversations, mail, publicUrl, quietMs, isHere } = parts;
  const store = createRepliesStore(db);

  /** To be called every few seconds. Looks at what is stored, so that no answer is lost with a node. */
  async function sweep(): Promise<void> {
    if (!mail.isOn) return;
    const nowMs = clock.nowMs();
    for (const one of await store.unread(nowMs - dayMs)) if (isDue(one, nowMs)) await post(one);
  }

  function isDue({ visitorId, firstMs, lastMs }: Unread, nowMs: number): boolean {
    if (isHere(visitorId)) return nowMs - firstMs >= quietMs * longestHere;
    return nowMs - lastMs >= quietMs || nowMs - firstMs >= quietMs * longestGroup;
  }

  const post = ({ conversationId, siteId, email, language, lastSeq }: Unread) =>
    db.write(async (trx) => {
      const after = await store.mailedSeq(trx, conversationId);
      if (!email || after >= lastSeq) return;
      await store.setMailed(trx, conversationId, lastSeq);
      await mail.post(trx, {
        ...{ siteId, kind: 'reply', to: email, language: language as Language, dueMs: clock.nowMs() },
        data: { conversationId, after, upTo: lastSeq },
        onceKey: `reply:${conversationId}:${lastSeq}`,
      });
    });

  mail.writes('reply', async (one) => {
    const { conversationId, after, upTo } = JSON.parse(one.data) as Answers;
    const row = await conversations.find(conversationId);
    if (!row) return null;
    const quotes = await answers({ conversationId, after: Math.max(after, row.visitorReadSeq), upTo });
    const last = quotes.at(-1);
    if (!last) return null;
    const site = sites.byId(one.siteId);
    const language = one.language as Language;
    const words = replyWords[language];
    const token = await visitors.linkFor(site.id, row.visitorId);
    return {
      ...{ language, name: site.name, brand: site.brand },
      ...{ subject: words.subject(site.name), heading: words.heading(last.name), paragraphs: [], quotes },
      button: { label: words.button, url: continueUrl(publicUrl, { key: site.key, token, language }) },
      small: [words.once, words.why(site.name), ...(mail.takesReplies ? [] : [words.noReply])],
    };
  });

  /** The agents' words that she has not read: the rest of the log is not for a mail. */
  async function answers({ conversationId, after, upTo }: Answers) {
    const { entries } = await conversations.page(conversationId, { after });
    const ours = entries.filter(
      (entry): entry is MessageEntry =>
        entry.kind === 'message' && entry.from === 'agent' && entry.seq <= upTo,
    );
    return ours.map(({ name, text }) => ({ name: name ?? '', text }));
  }

  return { sweep };
}

interface Answers {
  conversationId: string;
  after: number;
  upTo: number;
}

export type Replies = ReturnType<typeof createReplies>;
