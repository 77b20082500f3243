import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { isActive } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Letter } from '../platform/mail/letter.ts';
import type { MailRoom, Writer } from '../platform/mail/mail.ts';
import type { Sites } from '../sites/sites.ts';
import { continueUrl } from '../visitors/continue-url.ts';
import type { Visitors } from '../visitors/visitors.ts';
import { holdWords } from './hold-words.ts';
import type { Holds } from './holds.ts';

export interface HoldLettersParts {
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  conversations: Conversations;
  holds: Holds;
  mail: MailRoom;
  publicUrl: string;
}

type Mail = Parameters<Writer>[0];
type Body = Pick<Letter, 'subject' | 'heading' | 'paragraphs'> & { button: string };

/** Written when they are sent: a mail that waited too long says nothing that is over, and no secret lies in a table. */
export function writeHoldLetters(parts: HoldLettersParts) {
  const { clock, sites, visitors, conversations, holds, mail, publicUrl } = parts;

  mail.writes('hold:turn', async (one) => {
    const { conversationId, calledMs } = JSON.parse(one.data) as { conversationId: string; calledMs: number };
    const held = await holds.find(conversationId);
    // She is back, was called once more since, or it is over.
    if (held?.calledMs !== calledMs || held.returnByMs === null || held.returnByMs <= clock.nowMs())
      return null;
    const { turn } = holdWords[one.language as Language];
    const until = turn.until(timeAt(held.returnByMs, sites.byId(one.siteId).hours.zone, one.language));
    const paragraphs = held.passedOnMs === null ? [until] : [turn.again, until];
    return letter(one, held.visitorId, { ...turn, paragraphs });
  });

  const isKept = (why: 'missed' | 'closed') => async (one: Mail) => {
    const row = await found(one);
    if (row?.kind !== 'case') return null;
    const { missed, closed } = holdWords[one.language as Language];
    const heading = why === 'missed' ? missed.heading : closed.heading;
    return letter(one, row.visitorId, { ...missed, heading, paragraphs: [missed.kept] });
  };
  mail.writes('hold:missed', isKept('missed'));
  mail.writes('hold:closed', isKept('closed'));

  mail.writes('hold:taken', async (one) => {
    const row = await found(one);
    if (!row || !isActive(row)) return null;
    const { taken, turn } = holdWords[one.language as Language];
    const { agent } = await conversations.seenByVisitor(row);
    const paragraphs = [taken.waits(agent?.name ?? sites.byId(one.siteId).name)];
    return letter(one, row.visitorId, { ...taken, paragraphs, button: turn.button });
  });

  function found({ data }: Mail) {
    const { conversationId } = JSON.parse(data) as { conversationId: string };
    return conversations.find(conversationId);
  }

  async function letter({ siteId, language }: Mail, visitorId: string, body: Body): Promise<Letter> {
    const site = sites.byId(siteId);
    const words = holdWords[language as Language];
    const token = await visitors.linkFor(siteId, visitorId);
    const url = continueUrl(publicUrl, { key: site.key, token, language: language as Language });
    const { subject, heading, paragraphs, button } = body;
    return {
      ...{ language: language as Language, name: site.name, brand: site.brand },
      ...{ subject, heading, paragraphs },
      button: { label: button, url },
      small: [words.once, words.why(site.name), ...(mail.takesReplies ? [] : [words.noReply])],
    };
  }
}

const locales: Record<string, string> = { nb: 'nb-NO', da: 'da-DK', sv: 'sv-SE', en: 'en-GB' };

/** The hour as clocks in the shop's country show it. */
const timeAt = (ms: number, timeZone: string, language: string) =>
  new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone }).format(ms);
