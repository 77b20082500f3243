import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Clock } from '../clock.ts';
import type { Database, Trx } from '../db/database.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../log.ts';
import { isTooLate, pauseMs } from './back-off.ts';
import { asHtml, asText, type Letter } from './letter.ts';
import { createMailStore, type Mail } from './mail.store.ts';
import { asOneBox } from './mailbox.ts';
import type { Smtp } from './smtp.ts';
import { testLetter } from './test-letter.ts';
import { createTransport, NotSent } from './transport.ts';

export interface MailSettings {
  smtp: Smtp;
  /** The address it comes from; the name beside it is the site's. */
  from: string;
  /** Where answers by mail are read; null: nowhere. */
  replyTo: string | null;
}

export interface MailParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** Null: no mail is sent, and nothing may be offered that needs it. */
  settings: MailSettings | null;
  publicUrl: string;
}

export interface Posted {
  siteId: string;
  kind: string;
  to: string;
  language: Language;
  data: object;
  dueMs: number;
  /** What is said under the same key is said once. */
  onceKey: string;
}

/** Writes a mail when it is sent, from what is true then; null when there is nothing left to say. */
export type Writer = (mail: Mail) => Promise<Letter | null>;

const atOnce = 4;
/** Longer than a mail may take (`transport.ts`). */
const leaseMs = 120_000;
const keptMs = 30 * 24 * 3_600_000;
const troublesShown = 20;
const farewellMs = 3_000;
/** Somebody looks at the button. */
const tryOutMs = 8_000;

/**
 * Mail that must not be lost: posted in the unit that makes it true, sent by one node at a time under a lease.
 * A node that dies between sending and noting it leaves a second copy with the same Message-ID.
 */
export function createMail({ db, clock, ids, log, settings, publicUrl }: MailParts) {
  const store = createMailStore(db);
  const host = new URL(publicUrl).hostname;
  const send = settings && createTransport(settings.smtp, host);
  const writers = new Map<string, Writer>();
  let sending: Promise<void> | null = null;
  let stopped = false;

  const post = (trx: Trx, { data, to, ...mail }: Posted) =>
    store.insert(trx, {
      ...mail,
      to: asOneBox(to),
      id: ids.id(),
      data: JSON.stringify(data),
      createdMs: clock.nowMs(),
      attempts: 0,
      leaseUntilMs: 0,
      sentMs: null,
      failedMs: null,
      error: null,
    });

  /** Sends what is due, until nothing is; asked again meanwhile, it goes on with the same. */
  function sendDue(): Promise<void> {
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  }

  async function sendAll() {
    while (send && !stopped && (await store.anyDue(clock.nowMs()))) {
      const nowMs = clock.nowMs();
      const claimed = await db.write((trx) =>
        store.claim(trx, { nowMs, leaseUntilMs: nowMs + leaseMs, most: atOnce }),
      );
      if (claimed.length === 0) return;
      await Promise.all(claimed.map(sendOne));
    }
  }

  async function sendOne(mail: Mail) {
    try {
      const letter = await writerOf(mail)(mail);
      if (!letter) return void (await db.write((trx) => store.remove(trx, mail.id)));
      await hand(mail, letter);
      await db.write((trx) => store.sent(trx, mail.id, clock.nowMs()));
    } catch (error) {
      await putOff(mail, error);
    }
  }

  function writerOf({ kind }: Mail): Writer {
    const writer = writers.get(kind);
    if (!writer) throw new Error(`nobody writes mails of the kind ${kind}`);
    return writer;
  }

  async function hand({ id, to }: Pick<Mail, 'id' | 'to'>, letter: Letter) {
    if (!settings || !send) return;
    await send({
      messageId: `<${id}@${host}>`,
      from: { name: letter.name, address: settings.from },
      replyTo: settings.replyTo,
      to,
      subject: letter.subject,
      text: asText(letter),
      html: asHtml(letter),
    });
  }

  async function putOff(mail: Mail, error: unknown) {
    const { id, kind, attempts, createdMs } = mail;
    const nowMs = clock.nowMs();
    const isOurs = !(error instanceof NotSent);
    const reason = isOurs ? 'it could not be written' : error.message;
    if (isOurs) log.error({ err: error, mail: id, kind }, 'a mail could not be written');
    if ((!isOurs && error.when === 'never') || isTooLate(createdMs, nowMs)) {
      log.error({ mail: id, kind, attempts, reason }, 'a mail was given up');
      await db.write((trx) => store.failed(trx, id, nowMs, reason));
      return;
    }
    log.warn({ mail: id, kind, attempts, reason }, 'a mail is tried again later');
    await db.write((trx) => store.later(trx, mail, nowMs + pauseMs(attempts), reason));
  }

  /** For whoever set it up: does it work, and what does not. */
  async function status(siteId: string) {
    const [waiting, lastSentAt, troubles] = await Promise.all([
      store.waiting(siteId),
      store.lastSent(siteId),
      store.troubles(siteId, troublesShown),
    ]);
    return {
      on: settings !== null,
      from: settings?.from ?? null,
      waiting,
      lastSentAt,
      troubles: troubles.map(({ to, kind, error, failedMs, dueMs, createdMs }) => ({
        ...{ to, kind, reason: error ?? '', at: failedMs ?? createdMs },
        /** Null: given up. */
        againAt: failedMs === null ? dueMs : null,
      })),
    };
  }

  /** To whoever asks and at once: what the mail server says is the answer. Null: it has taken it. */
  async function tryOut(
    site: { name: string; brand: string },
    to: string,
    language: Language,
  ): Promise<string | null> {
    if (!send) return 'no mail server is set up';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NotSent('later', 'the mail server does not answer')), tryOutMs);
    });
    const sent = hand({ id: ids.id(), to: asOneBox(to) }, testLetter(site, language, host));
    try {
      await Promise.race([sent, late]);
      return null;
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      log.warn({ reason: error.message }, 'a test mail was not taken');
      return error.message;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Begins nothing more. What is under way gets a moment; after that its lease runs out, and it is sent again. */
  async function stop() {
    stopped = true;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, farewellMs);
    });
    await Promise.race([sending, enough]);
    clearTimeout(timer);
  }

  return {
    isOn: settings !== null,
    /** Whether somebody reads what is answered to a mail. */
    takesReplies: settings?.replyTo != null,
    writes: (kind: string, writer: Writer) => void writers.set(kind, writer),
    post,
    sendDue,
    status,
    tryOut,
    stop,
    countTo: (trx: Trx, to: string, sinceMs: number) => store.countTo(trx, asOneBox(to), sinceMs),
    forget: () => db.write((trx) => store.forgetBefore(trx, clock.nowMs() - keptMs)),
  };
}

export type MailRoom = ReturnType<typeof createMail>;
