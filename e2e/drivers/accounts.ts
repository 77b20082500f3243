import type { RestAnswer } from '@straks/shared/protocol.ts';
import type { RoutingRules, SiteChange as SiteChangeSchema } from '@straks/shared/sites/sites.protocol.ts';
import type { Static } from 'typebox';
import type { Server } from './server.ts';

type SiteChange = Static<typeof SiteChangeSchema>;

/** A signed-in account: the cookie its console would hold. */
export interface Session {
  url: string;
  /** The page's own, which is not the address where something stands before the server. */
  origin: string;
  cookie: string;
  name: string;
  email: string;
}

interface Person {
  name: string;
  email: string;
}

/** Of every account made here. */
export const password = 'correct horse battery staple';

type At = Pick<Session, 'url' | 'origin'>;

async function call<R extends Parameters<typeof fetch>[1]>(
  { url, origin }: At,
  path: string,
  init: R,
  cookie?: string,
) {
  const response = await fetch(url + path, {
    ...init,
    headers: {
      origin,
      ...(init?.body != null && { 'content-type': 'application/json' }),
      ...(cookie !== undefined && { cookie }),
    },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return { response, text };
}

async function signedIn(at: At, path: string, body: Person): Promise<Session> {
  const { response } = await call(at, path, { method: 'POST', body: JSON.stringify(body) });
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const { url, origin } = at;
  return { url, origin, cookie, name: body.name, email: body.email };
}

/** The first owner, made by the one-time link. */
export async function firstOwner(
  server: Pick<Server, 'url' | 'publicUrl' | 'firstToken'>,
  name = 'Eva Eier',
): Promise<Session> {
  const token = await server.firstToken();
  const body = { token, name, email: 'owner@straks.example', password };
  return signedIn({ url: server.url, origin: server.publicUrl }, '/api/account/first', body);
}

/** A colleague by invitation, a member of every department unless some are named. */
export async function colleague(
  owner: Session,
  name: string,
  capacity: number,
  departments?: string[],
): Promise<Session> {
  const { cookie } = owner;
  const departmentIds = departments ?? (await departmentIdsOf(owner));
  const body = JSON.stringify({ role: 'agent', capacity, departmentIds });
  const invited = await call(owner, '/api/settings/invites', { method: 'POST', body }, cookie);
  const { link } = JSON.parse(invited.text) as RestAnswer<'POST /api/settings/invites'> & { ok: true };
  const token = /([\w-]{32,})$/.exec(link)?.[1];
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@straks.example`;
  const person = { token, name, email, password };
  return signedIn(owner, '/api/account/invites/accept', person);
}

async function departmentIdsOf(owner: Session): Promise<string[]> {
  const settings = await call(owner, '/api/settings', {}, owner.cookie);
  const { departments } = JSON.parse(settings.text) as RestAnswer<'GET /api/settings'> & { ok: true };
  return departments.map(({ id }) => id);
}

/** One more department; its id. */
export async function addDepartment(owner: Session, name: string): Promise<string> {
  const body = JSON.stringify({ name });
  const { text } = await call(owner, '/api/settings/departments', { method: 'POST', body }, owner.cookie);
  return (JSON.parse(text) as { department: { id: string } }).department.id;
}

/** What the owner would change in the settings of the site. */
export async function changeSite(owner: Session, change: SiteChange): Promise<void> {
  await call(owner, '/api/settings/site', { method: 'PATCH', body: JSON.stringify(change) }, owner.cookie);
}

/** Some of the rules by which chats are given; the others stay. */
export async function changeRouting(owner: Session, change: Partial<RoutingRules>): Promise<void> {
  const settings = await call(owner, '/api/settings', {}, owner.cookie);
  const { site } = JSON.parse(settings.text) as RestAnswer<'GET /api/settings'> & { ok: true };
  await changeSite(owner, { routing: { ...site.routing, ...change } });
}

/** So many colleagues, one after the other: each password is hashed slowly on purpose. */
export async function colleagues(owner: Session, count: number, capacity: number): Promise<Session[]> {
  const sessions: Session[] = [];
  for (let n = 1; n <= count; n += 1) sessions.push(await colleague(owner, `Agent ${n}`, capacity));
  return sessions;
}
