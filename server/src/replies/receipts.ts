import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { opening } from '../hours/opening.ts';
import type { Clock } from '../platform/clock.ts';
import type { Trx } from '../platform/db/database.ts';
import type { MailRoom } from '../platform/mail/mail.ts';
import type { Queue } from '../queue/queue.ts';
import type { Sites } from '../sites/sites.ts';
import { continueUrl } from '../visitors/continue-url.ts';
import type { Visitors } from '../visitors/visitors.ts';
import { receiptWords } from './receipt-words.ts';
import { replyWords } from './reply-words.ts';

export interface ReceiptsParts {
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  conversations: Conversations;
  queue: Pick<Queue, 'isSurge'>;
  mail: MailRoom;
  publicUrl: string;
  quietMs: number;
  isHere(visitorId: string): boolean;
}

/** A message that is answered soon, or whose writer still looks at the page, needs no receipt. */
const patience = 2.5;
const hourMs = 3_600_000;
const mostPerHour = 3;

/** The automatic reply to a left message: that we have it, when to expect an answer, and that today is unlike other days. */
export function createReceipts(parts: ReceiptsParts) {
  const { clock, sites, visitors, conversations, queue, mail, publicUrl, quietMs, isHere } = parts;

  /** In the unit that keeps her message. */
  async function acknowledge(trx: Trx, { conversationId, siteId, email, language }: Left): Promise<void> {
    if (!mail.isOn) return;
    const nowMs = clock.nowMs();
    // Whoever types a stranger's address shall not fill her box.
    if ((await mail.countTo(trx, email, nowMs - hourMs)) >= mostPerHour) return;
    await mail.post(trx, {
      ...{ siteId, kind: 'receipt', to: email, language, data: { conversationId } },
      ...{ dueMs: nowMs + patience * quietMs, onceKey: `receipt:${conversationId}` },
    });
  }

  mail.writes('receipt', async (one) => {
    const { conversationId } = JSON.parse(one.data) as { conversationId: string };
    const row = await conversations.find(conversationId);
    const isUnanswered = row?.kind === 'case' && row.state !== 'closed' && row.firstResponseMs === null;
    if (!isUnanswered || isHere(row.visitorId)) return null;
    const site = sites.byId(one.siteId);
    const language = one.language as Language;
    const [words, round] = [receiptWords[language], replyWords[language]];
    const { opensAtMs } = opening(site.hours, clock.nowMs());
    const token = await visitors.linkFor(site.id, row.visitorId);
    return {
      ...{ language, name: site.name, brand: site.brand },
      ...{ subject: words.subject(site.name), heading: words.heading },
      paragraphs: [
        opensAtMs === null ? words.soon : words.opens(dayAndTime(opensAtMs, site.hours.zone, language)),
        ...((await queue.isSurge(site.id)) ? [words.surge] : []),
      ],
      button: { label: words.button, url: continueUrl(publicUrl, { key: site.key, token, language }) },
      small: [round.once, round.why(site.name), ...(mail.takesReplies ? [] : [round.noReply])],
    };
  });

  return { acknowledge };
}

/** A message with an address that has just been left. */
export interface Left {
  conversationId: string;
  siteId: string;
  email: string;
  language: Language;
}

const locales: Record<Language, string> = { nb: 'nb-NO', da: 'da-DK', sv: 'sv-SE', en: 'en-GB' };

const dayAndTime = (ms: number, timeZone: string, language: Language) =>
  new Intl.DateTimeFormat(locales[language], {
    ...{ weekday: 'long', hour: '2-digit', minute: '2-digit', timeZone },
  }).format(ms);

export type Receipts = ReturnType<typeof createReceipts>;
