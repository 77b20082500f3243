import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AgentDown,
  AgentUp,
  AnswerOf,
  agentUp,
  RequestOf,
  VisitorDown,
  VisitorUp,
  visitorUp,
} from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import { io, type Socket } from 'socket.io-client';
import { type App, createApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';

/** The real program on a free port and a data folder of its own. */
export interface TestServer {
  straks: App;
  url: string;
  siteKey: string;
  dataDir: string;
  /** The first owner's link token. */
  firstToken: string;
  stop(): Promise<void>;
}

const quick = {
  STRAKS_LOG: 'error',
  STRAKS_HOST: '127.0.0.1',
  STRAKS_PORT: '0',
  STRAKS_REQUESTS_PER_SECOND: '1000',
  STRAKS_VISITORS_PER_MINUTE: '100000',
  STRAKS_SIGN_INS_PER_MINUTE: '1000',
};

export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = env.STRAKS_DATA ?? (await mkdtemp(join(tmpdir(), 'straks-')));
  const postgres = process.env.ON_POSTGRES ? await (await import('./databases.ts')).freshPostgres() : null;
  const STRAKS_DATABASE_URL = postgres?.url;
  const config = readConfig({ ...quick, STRAKS_DATA: dataDir, STRAKS_DATABASE_URL, ...env });
  const straks = await createApp(config, (sentence) => {
    throw new Error(sentence);
  });
  await straks.listen();
  const { port } = straks.app.server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  straks.own.add(url);
  return {
    straks,
    url,
    siteKey: straks.sites.first().key,
    dataDir,
    firstToken: (await straks.auth.setupToken()) ?? '',
    async stop() {
      const stopped = straks.stop();
      // These people do not move when they are asked to, and a node with company would wait for them.
      if (straks.others) straks.io.disconnectSockets(true);
      await stopped;
      await postgres?.drop();
      if (!env.STRAKS_DATA) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Everything a socket heard, in order. */
function remember(socket: Socket) {
  const heard: { event: string; payload: unknown }[] = [];
  socket.onAny((event: string, payload: unknown) => heard.push({ event, payload }));
  return heard;
}

/** Waits until something is so; says what it waited for when it never is. */
export async function until<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  withinMs = 5_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const connected = (socket: Socket) =>
  new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });

export async function post<T>(
  server: Pick<TestServer, 'url'>,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ answer: T; response: Response }> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url, ...headers },
    body: JSON.stringify(body),
  });
  return { answer: (await response.json()) as T, response };
}

export async function token(server: TestServer): Promise<{ token: string; visitorId: string }> {
  const { answer } = await post<{ token: string; visitorId: string }>(
    server,
    `/api/sites/${server.siteKey}/visitors`,
    { language: 'en' },
  );
  return answer;
}

/** A visitor with the page open; `again` is another tab or a reload of hers. */
export async function visitor(server: TestServer, as?: { token: string; visitorId: string }) {
  const mine = as ?? (await token(server));
  const socket: Socket<VisitorDown, VisitorUp> = io(`${server.url}/visitor`, {
    path: '/socket',
    query: { site: server.siteKey },
    auth: { token: mine.token },
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { origin: server.url },
  });
  const heard = remember(socket);
  await connected(socket);
  const ask = <E extends keyof typeof visitorUp>(event: E, request: RequestOf<typeof visitorUp, E>) =>
    (socket as Socket).timeout(10_000).emitWithAck(event, request) as Promise<AnswerOf<typeof visitorUp, E>>;
  const hello = () => ask('hello', { protocol: protocolVersion });
  await hello();
  return { ...mine, socket, heard, ask, hello, close: () => void socket.disconnect() };
}
export type VisitorAtPage = Awaited<ReturnType<typeof visitor>>;

let people = 0;

/** Makes the first owner and gives her cookie. */
export async function owner(server: TestServer): Promise<string> {
  const { answer, response } = await post<{ ok: boolean }>(server, '/api/account/first', {
    token: server.firstToken,
    name: 'Olga Owner',
    email: 'olga@shop.example',
    password: 'a long enough secret',
  });
  if (!answer.ok) throw new Error(`no first owner: ${JSON.stringify(answer)}`);
  return cookieOf(response);
}

export const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** Invites a colleague by link and lets her accept; gives her cookie. */
export async function colleague(
  server: TestServer,
  ownerCookie: string,
  { name, role = 'agent', capacity = 3, departmentIds }: Colleague,
): Promise<string> {
  const departments =
    departmentIds ?? server.straks.sites.departments(server.straks.sites.first().id).map(({ id }) => id);
  const invited = await post<{ link: string }>(
    server,
    '/api/settings/invites',
    { role, capacity, departmentIds: departments },
    { cookie: ownerCookie },
  );
  const secret = invited.answer.link.split('/').at(-1);
  people += 1;
  const { answer, response } = await post<{ ok: boolean }>(server, '/api/account/invites/accept', {
    token: secret,
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}.${people}@shop.example`,
    password: 'a long enough secret',
  });
  if (!answer.ok) throw new Error(`${name} could not accept: ${JSON.stringify(answer)}`);
  return cookieOf(response);
}

interface Colleague {
  name: string;
  role?: 'agent' | 'lead' | 'admin' | 'owner';
  capacity?: number;
  departmentIds?: string[];
}

/** An agent at her console, signed in by cookie, with a living lease. */
export async function console_(server: TestServer, cookie: string) {
  const socket: Socket<AgentDown, AgentUp> = io(`${server.url}/agent`, {
    path: '/socket',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { origin: server.url, cookie },
  });
  const heard = remember(socket);
  await connected(socket);
  const ask = <E extends keyof typeof agentUp>(event: E, request: RequestOf<typeof agentUp, E>) =>
    (socket as Socket).timeout(10_000).emitWithAck(event, request) as Promise<AnswerOf<typeof agentUp, E>>;
  const hello = () => ask('hello', { protocol: protocolVersion });
  await ask('presence:beat', {});
  return { cookie, socket, heard, ask, hello, close: () => void socket.disconnect() };
}
export type AgentAtConsole = Awaited<ReturnType<typeof console_>>;

/** An agent who is at her console and wants chats. */
export async function agent(server: TestServer, ownerCookie: string, who: Colleague) {
  const bo = await console_(server, await colleague(server, ownerCookie, who));
  await bo.ask('presence:set', { status: 'available' });
  return bo;
}

let lastId = 0;
/** Client message ids that tell in a failure which was first. */
export const messageId = () => `00000000-0000-4000-8000-${(++lastId).toString(16).padStart(12, '0')}`;

/** What a person heard of one event. */
export const heardOf = <P>(person: { heard: { event: string; payload: unknown }[] }, event: string) =>
  person.heard.filter((line) => line.event === event).map((line) => line.payload as P);
