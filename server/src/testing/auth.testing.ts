import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RestAnswer, rest } from '@straks/shared/protocol.ts';
import type { Answer } from '@straks/shared/result.ts';
import { type FastifyInstance, fastify } from 'fastify';
import { registerAuth } from '../auth/auth.routes.ts';
import { createAuth } from '../auth/auth.ts';
import type { Fact } from '../facts.ts';
import { checkHours } from '../hours/hours.ts';
import { openSqlite } from '../platform/db/sqlite.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/log.ts';
import { registerMail } from '../platform/mail/mail.routes.ts';
import { createMail } from '../platform/mail/mail.ts';
import { refuseTyped } from '../platform/wire/http.ts';
import { createQueue } from '../queue/queue.ts';
import { registerReports } from '../reports/reports.routes.ts';
import { createReports } from '../reports/reports.ts';
import { registerSites } from '../sites/sites.routes.ts';
import { createSites } from '../sites/sites.ts';
import { registerStaffing } from '../staffing/staffing.routes.ts';
import { createStaffing } from '../staffing/staffing.ts';

export const password = 'en lang og god setning';

interface OfficeParts {
  signInsPerMinute?: number;
  /** Routes beside those of the settings. */
  more?(app: FastifyInstance): void;
}

/** A server with accounts and settings only, on a clock that a test moves by hand. */
export async function startOffice({ signInsPerMinute = 1_000, more }: OfficeParts = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'straks-office-'));
  const facts: Fact[] = [];
  const clock = { ms: Date.parse('2026-03-04T10:00Z'), nowMs: () => clock.ms };
  const publicUrl = 'https://chat.example';
  const db = await openSqlite({
    dataDir,
    committed: (told) => facts.push(...told),
    fatal: (error) => {
      throw error;
    },
  });
  const sites = createSites({ db, clock, ids: randomIds, checkHours });
  const site = await sites.ensureFirst('Europe/Oslo');
  const auth = createAuth({ db, clock, ids: randomIds, sites, publicUrl, signInsPerMinute });
  const app = fastify();
  refuseTyped(app);
  const me = registerAuth(app, { auth, ownOrigins: new Set([publicUrl]), mayEmbed: sites.mayEmbed });
  registerSites(app, { sites, me });
  const staffing = createStaffing({ db, clock, ids: randomIds, sites });
  registerStaffing(app, { staffing, me });
  const queue = createQueue({ db, clock, sites });
  registerReports(app, { reports: createReports({ db, clock, sites, queue }), me });
  const log = createLog('silent');
  const mail = createMail({ db, clock, ids: randomIds, log, settings: null, publicUrl });
  registerMail(app, { mail, me, site: sites.byId });
  more?.(app);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });

  async function stop() {
    await app.close();
    await db.close();
    await rm(dataDir, { recursive: true });
  }

  const browser = () => createBrowser(url, publicUrl);

  /** The first owner, signed in. */
  async function owner(email = 'eva@chat.example') {
    const eva = browser();
    const token = (await auth.setupToken()) ?? '';
    await eva.ask('POST /api/account/first', { body: { token, name: 'Eva', email, password } });
    return eva;
  }

  /** A colleague invited by whoever may, signed in. */
  async function colleague(by: Browser, name: string, role: 'agent' | 'lead' | 'admin' | 'owner') {
    const body = { role, capacity: 2, departmentIds: sites.departments(site.id).map(({ id }) => id) };
    const invited = await by.ask('POST /api/settings/invites', { body });
    if (!invited.ok) throw new Error(invited.code);
    const she = browser();
    const person = { name, email: `${name.toLowerCase()}@chat.example`, password };
    const token = tokenOf(invited.link);
    const joined = await she.ask('POST /api/account/invites/accept', { body: { token, ...person } });
    if (!joined.ok) throw new Error(joined.code);
    return Object.assign(she, { me: joined.me });
  }

  return { app, auth, sites, staffing, site, db, clock, facts, url, stop, browser, owner, colleague };
}

export type Office = Awaited<ReturnType<typeof startOffice>>;

export const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1);

interface Asked {
  body?: unknown;
  id?: string;
  headers?: Record<string, string>;
}

/** Keeps cookies and says its origin, as a browser on our own page does. */
function createBrowser(url: string, origin: string) {
  let cookie = '';
  let setCookie: string | null = null;

  async function send(name: string, { body, id = '', headers }: Asked = {}) {
    const [method = '', path = ''] = name.split(' ');
    const own = { ...(method !== 'GET' && { origin }), ...(cookie && { cookie }) };
    const response = await fetch(url + path.replace(':id', id), {
      method,
      headers: { ...own, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    setCookie = response.headers.get('set-cookie');
    if (setCookie) cookie = setCookie.split(';')[0] ?? '';
    const isFile = response.headers.get('content-type')?.startsWith('text/csv');
    const answer = isFile ? { ok: true, file: await response.text() } : await response.json();
    return { status: response.status, answer: answer as Answer<Record<string, unknown>> };
  }

  return {
    send,
    ask: async <Name extends keyof typeof rest>(name: Name, asked?: Asked) =>
      (await send(name, asked)).answer as RestAnswer<Name>,
    cookie: () => cookie,
    setCookie: () => setCookie,
  };
}

export type Browser = ReturnType<typeof createBrowser>;
