import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { MailRoom } from '../platform/mail/mail.ts';
import type { Sites } from '../sites/sites.ts';
import { continueUrl } from './continue-url.ts';
import { linkWords } from './link-words.ts';
import type { Visitors } from './visitors.ts';

export interface LinkAgainParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  mail: MailRoom;
  publicUrl: string;
}

const tenMinutesMs = 600_000;
const hourMs = 3_600_000;
const mostMailsPerHour = 6;

/**
 * A new link for whoever holds one that is spent or over, to the address where that one came from: a program that
 * looks into mails may have opened it before she did.
 */
export function createLinkAgain({ db, clock, sites, visitors, mail, publicUrl }: LinkAgainParts) {
  mail.writes('link', async ({ siteId, language: written, data }) => {
    const { visitorId } = JSON.parse(data) as { visitorId: string };
    const language = written as Language;
    const words = linkWords[language];
    const { key, name, brand } = sites.byId(siteId);
    const token = await visitors.linkFor(siteId, visitorId);
    return {
      ...{ language, name, brand, subject: words.subject, heading: words.subject, paragraphs: [words.text] },
      button: { label: words.button, url: continueUrl(publicUrl, { key, token, language }) },
      small: [words.once, words.why(name)],
    };
  });

  return async function again(siteId: string, link: string): Promise<void> {
    const visitor = await visitors.ofLink(siteId, link);
    if (!visitor?.email || !mail.isOn) throw new Refusal('unknown', { detail: 'link' });
    const { id: visitorId, email: to } = visitor;
    await db.write(async (trx) => {
      const nowMs = clock.nowMs();
      if ((await mail.countTo(trx, to, nowMs - hourMs)) >= mostMailsPerHour) {
        throw new Refusal('slow_down', { retryAfterMs: hourMs });
      }
      await mail.post(trx, {
        ...{
          siteId,
          kind: 'link',
          to,
          language: visitor.language as Language,
          data: { visitorId },
          dueMs: nowMs,
        },
        onceKey: `link:${visitorId}:${Math.floor(nowMs / tenMinutesMs)}`,
      });
    });
  };
}

export type LinkAgain = ReturnType<typeof createLinkAgain>;
