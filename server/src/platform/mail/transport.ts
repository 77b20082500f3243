import { createRequire } from 'node:module';
import { isMailbox } from './mailbox.ts';
import { oneLine } from './one-line.ts';
import { isLoopback, type Smtp } from './smtp.ts';

export interface Envelope {
  /** Makes a mail that arrives twice recognizable as one. */
  messageId: string;
  from: { name: string; address: string };
  replyTo: string | null;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** `never`: this mail to this address was refused for good. `later`: anything else that may pass. */
export class NotSent extends Error {
  readonly when: 'later' | 'never';

  constructor(when: 'later' | 'never', reason: string) {
    super(reason);
    this.when = when;
  }
}

/** 5 MB that only a house with mail needs. */
const load = createRequire(import.meta.url);
const connectMs = 10_000;
const silentMs = 20_000;
/** However slowly a server answers, a mail ends before its lease does. */
const wholeMs = 90_000;

/** Hands mails to the configured server, one connection a mail: there are few, and each stands for itself. */
export function createTransport(smtp: Smtp, helo: string) {
  const { host, port, secure, user, password } = smtp;
  const isHere = isLoopback(host);
  const nodemailer = load('nodemailer') as typeof import('nodemailer');
  const transport = nodemailer.createTransport({
    ...{ host, port, secure, name: helo },
    ...(user && { auth: { user, pass: password } }),
    // A password never goes over a line that others can read.
    requireTLS: user !== '' && !isHere,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: !isHere },
    ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, dnsTimeout: connectMs },
    socketTimeout: silentMs,
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });

  /** Resolves once the server has taken it; throws `NotSent` otherwise. */
  return async function send(envelope: Envelope): Promise<void> {
    const { from, to, replyTo, messageId, text, html } = envelope;
    if (!isMailbox(to)) throw new NotSent('never', 'this is not one plain address');
    const sent = transport.sendMail({
      ...{ messageId, text, html },
      // As parts, so that no text of a name or an address is read as anything else.
      from: { name: oneLine(from.name), address: from.address },
      to: { name: '', address: to },
      ...(replyTo && { replyTo: { name: '', address: replyTo } }),
      envelope: { from: from.address, to: [to] },
      subject: oneLine(envelope.subject),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    await withinTime(sent).catch((error: SmtpError) => {
      throw new NotSent(isForGood(error) ? 'never' : 'later', told(error, to));
    });
  };
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

const ofTheMail = new Set(['RCPT TO', 'DATA']);
/** Answers to a relay that is set up wrongly: the mails are good, and wait until it is right. */
const ofTheSetting = new Set([530, 534, 535, 538]);

/** A 5xx about this recipient or these words. What a server says of us, and not of the mail, may be put right. */
function isForGood({ responseCode = 0, command = '' }: SmtpError): boolean {
  return responseCode >= 500 && ofTheMail.has(command) && !ofTheSetting.has(responseCode);
}

const longest = 300;

/** For the log and the owner: what the server said, without whom the mail is for. */
const told = ({ message, code }: SmtpError, to: string) =>
  oneLine(`${code ?? 'error'}: ${message}`)
    .replaceAll(to, '<recipient>')
    .slice(0, longest);

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the server took too long')), wholeMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
