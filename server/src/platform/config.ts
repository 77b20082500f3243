import { resolve } from 'node:path';
import { StartRefusal } from './errors.ts';
import type { MailSettings } from './mail/mail.ts';
import { isMailbox } from './mail/mailbox.ts';
import { readSmtpUrl } from './mail/smtp.ts';

/** All settings of the program, from environment variables. Durations are given in seconds there. */
export interface Config {
  host: string;
  port: number;
  /** Where browsers reach us, without a slash at the end: the only source of links in mails and invites. */
  publicUrl: string;
  dataDir: string;
  /** PostgreSQL instead of the database in the data folder. */
  databaseUrl: URL | null;
  /** Redis, for hints between the nodes over one PostgreSQL; null: they look into it each second. */
  redisUrl: string | null;
  /** Connections for reading a process opens to PostgreSQL at most. */
  databaseConnections: number;
  logLevel: (typeof logLevels)[number];
  /** How many proxies stand before us and may name the visitor's address. */
  trustedProxies: number;
  /** How long a visitor's place is kept after her last sign of life. */
  visitorGraceMs: number;
  /** How long an agent's chats wait for her after her lease has ended. */
  agentGraceMs: number;
  /** How long an agent counts as reachable after a beat. */
  leaseMs: number;
  /** How often clients are told how far their conversations have got. */
  headsMs: number;
  /** Requests a second one socket may make on the long run; bursts of five times that are let through. */
  requestsPerSecond: number;
  /** New visitors a minute from one address. */
  visitorsPerMinute: number;
  /** Tries to sign in a minute from one address. */
  signInsPerMinute: number;
  /** What Prometheus must bear to read `/metrics`; null: there is no such page. */
  metricsToken: string | null;
  /** How many times quicker than the clock on the wall a day goes by: for rehearsing a day in minutes. */
  pace: number;
  /** The server that takes our mail, and the address it comes from; null: no mail is sent. */
  mail: MailSettings | null;
  /** So long an answer to a left message may be read on the page before it is sent by mail. */
  replyMailMs: number;
  /** Variables that look like ours and are not: perhaps a setting somebody believes to be in force. */
  unknown: readonly string[];
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

type Environment = Record<string, string | undefined>;

/** Reads every setting or refuses the start, naming each wrong variable and what it may be. */
export function readConfig(env: Environment): Config {
  const wrong: string[] = [];
  const known = new Set(['STRAKS_DATA']);
  const read = <T>(name: string, fallback: T, allowed: string, parse: (text: string) => T | undefined): T => {
    const text = env[name];
    known.add(name);
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value === undefined) wrong.push(`${name} is "${withoutPassword(text)}"; allowed: ${allowed}.`);
    return value ?? fallback;
  };
  const number = (name: string, fallback: number, min: number, max: number) =>
    read(name, fallback, `a number from ${min} to ${max}`, (text) => {
      const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    });
  const whole = (name: string, fallback: number, min: number, max: number) =>
    read(name, fallback, `a whole number from ${min} to ${max}`, (text) => {
      const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    });
  const seconds = (name: string, fallbackSeconds: number, max: number) =>
    Math.round(number(name, fallbackSeconds, 0.1, max) * 1000);

  function readMail(): MailSettings | null {
    const smtp = read('STRAKS_SMTP_URL', null, smtpForm, readSmtpUrl);
    const mailbox = (name: string) =>
      read(name, null, 'an address, as chat@example.com', (text) => (isMailbox(text) ? text : undefined));
    const [from, replyTo] = [mailbox('STRAKS_MAIL_FROM'), mailbox('STRAKS_MAIL_REPLY_TO')];
    if (smtp && !from && !env.STRAKS_MAIL_FROM) {
      wrong.push('STRAKS_MAIL_FROM is not set; STRAKS_SMTP_URL needs the address that mail comes from.');
    }
    return smtp && from ? { smtp, from, replyTo } : null;
  }

  const port = whole('STRAKS_PORT', 3000, 0, 65_535);
  const config: Config = {
    host: read('STRAKS_HOST', '0.0.0.0', 'an address of this machine, as 127.0.0.1', (text) =>
      /^[\w.:-]+$/.test(text) ? text : undefined,
    ),
    port,
    publicUrl: read('STRAKS_PUBLIC_URL', `http://localhost:${port}`, originForm, publicOrigin),
    dataDir: resolve(env.STRAKS_DATA || 'data'),
    databaseUrl: read('STRAKS_DATABASE_URL', null, databaseForm, postgresUrl),
    redisUrl: read('STRAKS_REDIS_URL', null, redisForm, redisUrl),
    databaseConnections: whole('STRAKS_DATABASE_CONNECTIONS', 10, 1, 1_000),
    logLevel: read('STRAKS_LOG', 'warn', logLevels.join(', '), (text) =>
      logLevels.find((level) => level === text),
    ),
    trustedProxies: whole('STRAKS_TRUSTED_PROXIES', 0, 0, 10),
    visitorGraceMs: seconds('STRAKS_VISITOR_GRACE_SECONDS', 300, 86_400),
    agentGraceMs: seconds('STRAKS_AGENT_GRACE_SECONDS', 60, 86_400),
    leaseMs: seconds('STRAKS_LEASE_SECONDS', 30, 3_600),
    headsMs: seconds('STRAKS_HEADS_SECONDS', 30, 3_600),
    requestsPerSecond: number('STRAKS_REQUESTS_PER_SECOND', 20, 1, 1_000_000),
    visitorsPerMinute: whole('STRAKS_VISITORS_PER_MINUTE', 60, 1, 10_000_000),
    signInsPerMinute: whole('STRAKS_SIGN_INS_PER_MINUTE', 10, 1, 1_000_000),
    metricsToken: read('STRAKS_METRICS_TOKEN', null, '16 characters or more, without spaces', (text) =>
      /^\S{16,}$/.test(text) ? text : undefined,
    ),
    pace: number('STRAKS_PACE', 1, 1, 1_000),
    mail: readMail(),
    replyMailMs: seconds('STRAKS_REPLY_MAIL_SECONDS', 120, 3_600),
    unknown: [],
  };
  if (wrong.length > 0) throw new StartRefusal(wrong.join('\n'));
  const ours = Object.keys(env).filter((name) => name.startsWith('STRAKS_'));
  return { ...config, unknown: ours.filter((name) => !known.has(name)) };
}

const smtpForm = 'smtp://user:password@mail.example.com:587, or smtps://';
const originForm = 'an origin without a path, as https://chat.example.com';

function publicOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return bare && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

const databaseForm = 'postgres://user:password@host:5432/database';

const redisForm =
  'redis://user:password@host:6379 or rediss://… over TLS, and nothing after it but the number of a database; signs with a meaning of their own are written as %2F';

/** What the library would take for something else, or fail over, is refused here. */
function redisUrl(text: string): string | undefined {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, username, password, pathname, search, hash } = new URL(text);
  const isWhole = hostname !== '' && /^(\/\d{0,5})?$/.test(pathname) && search === '' && hash === '';
  return isWhole && isEscaped(username) && isEscaped(password) ? text : undefined;
}

function isEscaped(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

export function postgresUrl(text: string): URL | undefined {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const hasHost = url.hostname !== '' || url.searchParams.has('host');
  return hasHost && url.pathname.length > 1 ? url : undefined;
}

/** A wrong address is said in full, but for its secret. */
const withoutPassword = (text: string) => text.replace(/:\/\/.*@/s, '://…@');
