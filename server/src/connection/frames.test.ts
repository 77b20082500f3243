import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AgentAtConsole,
  colleague,
  console_,
  messageId,
  owner,
  startServer,
  type TestServer,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';

let server: TestServer;
afterAll(() => server.stop());

/** Every key that may ever stand in a frame to a visitor. A new one is looked at by a person first. */
const visitorMayRead = new Set(
  `ok code retry retryAfterMs detail sid pingInterval pingTimeout upgrades maxPayload
  protocol at visitorId site conversation entries more place head
  key name brand language hours zone spans day from to closedDays date departments id
  status opensAt closesAt wait kind likelyMs withinMs vague backWithinMs chancePercent slip waiting
  state lastSeq readByVisitorSeq readByAgentSeq openedAt closedAt rating helped comment agent
  conversationId entry seq text reason epoch by typing position since
  heldUntil waitingSince surge offers callback mail hold called returnBy passedOn
  slots turn when startsAt endsAt phone shown askedAt dueAt tries step last`.split(/\s+/),
);
/** Beside these, what a console may: who the visitor is, but not where she is. */
const agentMayRead = new Set([
  ...visitorMayRead,
  ...`me siteId email role categories colleagues reachable capacity active setAway departmentIds inbox upTo items after
  inboxSeq departmentId ticket ownerId visitor online pageUrl category
  queuedAt lastAt priority assignedAt acceptedAt escalated matchLanguage skills overflow preview gone leaseUntil
  routing spread acceptMs silentMs ringsToEscalate lastAgentPatienceMs headStartMs high urgent asleepAfterMs
  drainMs returnMs triedAt callingSince callbacks`.split(/\s+/),
]);

interface Person {
  socket: VisitorAtPage['socket'] | AgentAtConsole['socket'];
}

/** Every packet that reaches somebody's browser from now on, as it came. */
function tap({ socket }: Person): string[] {
  const frames: string[] = [];
  socket.io.engine.on('packet', ({ data }) => {
    if (typeof data === 'string') frames.push(data);
  });
  return frames;
}

function keysIn(frames: string[]): Set<string> {
  const keys = new Set<string>();
  for (const frame of frames) {
    const from = frame.search(/[[{]/);
    if (from < 0) continue;
    JSON.parse(frame.slice(from), (key, value) => {
      if (key !== '' && !/^\d+$/.test(key)) keys.add(key);
      return value;
    });
  }
  return keys;
}

const words = (text: string) => ({ clientMessageId: messageId(), text, language: 'en' as const });
const pageUrl = 'https://shop.example/coats?email=ada@home.example';

let ada: VisitorAtPage;
let cy: VisitorAtPage;
const frames: Record<string, string[]> = {};
const secrets: Record<string, string> = {};

beforeAll(async () => {
  server = await startServer({ STRAKS_TRUSTED_PROXIES: '1' });
  const olga = await owner(server);
  const cookie = await colleague(server, olga, { name: 'Bo', capacity: 1 });
  const bo = await console_(server, cookie);
  const me = await server.straks.auth.whoOfCookie(cookie);
  const { sites } = server.straks;
  await sites.change(sites.first().id, { routing: { ...sites.first().routing, callbacks: true } });
  [ada, cy] = [await visitor(server), await visitor(server)];
  Object.assign(frames, { ada: tap(ada), cy: tap(cy), bo: tap(bo) });
  Object.assign(secrets, { boId: me?.agentId, boEmail: me?.email, boSession: me?.session, boCookie: cookie });
  await everythingHappens(bo);
});

async function everythingHappens(bo: AgentAtConsole) {
  await bo.ask('presence:set', { status: 'available' });
  const asked = await ada.ask('chat:request', { ...words('Ada’s words'), name: 'Ada', pageUrl });
  if (!asked.ok) throw new Error(asked.code);
  const conversationId = asked.conversation.id;
  const behind = await cy.ask('chat:request', { ...words('Cy’s words'), name: 'Cy' });
  const epoch = await until('bo has ada’s chat', async () => {
    const opened = await bo.ask('conversation:open', { conversationId });
    return opened.ok && opened.conversation.epoch;
  });
  const cyId = behind.ok ? behind.conversation.id : '';
  Object.assign(secrets, { adaConversation: conversationId, cyConversation: cyId });
  await until('cy is told her place', () => cy.heard.some(({ event }) => event === 'place'));
  await bo.ask('message:typing', { conversationId, typing: true });
  await bo.ask('message:send', { conversationId, epoch, clientMessageId: messageId(), text: 'Bo’s words' });
  await ada.ask('message:typing', { conversationId, typing: true });
  await ada.ask('message:read', { conversationId, seq: 4 });
  await bo.ask('message:read', { conversationId, seq: 1 });
  await ada.ask('message:sync', { conversationId, after: 0 });
  await ada.ask('message:sync', { conversationId: cyId, after: 0 });
  await bo.ask('conversation:return', { conversationId, epoch });
  await until(
    'bo has it again',
    () => ada.heard.filter(({ payload }) => JSON.stringify(payload).includes('"assigned"')).length > 1,
  );
  await bo.ask('conversation:close', { conversationId, epoch: epoch + 2, category: 'Secret category' });
  await ada.ask('rating:give', { conversationId, helped: true, comment: 'Ada’s comment' });
  await until('cy is served', () =>
    cy.heard.some(({ payload }) => JSON.stringify(payload).includes('"assigned"')),
  );
  await cy.ask('case:leave', { ...words('More of Cy'), email: 'cy@home.example' });
  const call = { phone: '412 34 567', country: 'NO', when: { kind: 'turn' as const } };
  expect(await cy.ask('callback:request', { ...words('Call me'), ...call })).toMatchObject({ ok: true });
  await cy.ask('callback:slots', {});
  await cy.hello();
  await until('bo is told the number', () => frames.bo?.some((frame) => frame.includes('+4741234567')));
  await bo.hello();
  await bo.ask('inbox:sync', { after: 0 });
  await ada.hello();
  await until('the site is told', () => ada.heard.some(({ event }) => event === 'site'));
}

test('frames to a visitor hold nothing but what she may read', () => {
  for (const who of ['ada', 'cy']) {
    const unexpected = [...keysIn(frames[who] ?? [])].filter((key) => !visitorMayRead.has(key));
    expect([who, unexpected]).toEqual([who, []]);
  }
  expect(keysIn(frames.ada ?? []).size).toBeGreaterThan(30);
});

test('frames to a visitor hold nobody else’s conversation, id, address or words', () => {
  const mine = (frames.ada ?? []).join('\n');
  const hers = (frames.cy ?? []).join('\n');
  for (const secret of ['boId', 'boEmail', 'boSession', 'boCookie']) {
    expect([secret, mine.includes(secrets[secret] ?? '-')]).toEqual([secret, false]);
    expect([secret, hers.includes(secrets[secret] ?? '-')]).toEqual([secret, false]);
  }
  for (const foreign of [
    secrets.cyConversation,
    cy.visitorId,
    cy.token,
    'Cy’s words',
    'cy@home',
    'Secret category',
    '41234567',
  ]) {
    expect(mine).not.toContain(foreign);
  }
  for (const foreign of [
    secrets.adaConversation,
    ada.visitorId,
    ada.token,
    'Ada’s',
    'Bo’s words',
    'shop.example',
  ]) {
    expect(hers).not.toContain(foreign);
  }
  expect(mine).toContain('Bo’s words');
});

test('frames to a console hold nothing but what an agent may read, and no secret', () => {
  const his = frames.bo ?? [];
  expect([...keysIn(his)].filter((key) => !agentMayRead.has(key))).toEqual([]);
  for (const secret of [secrets.boSession, ada.token, cy.token, ada.visitorId, 'passwordHash']) {
    expect(his.join('\n')).not.toContain(secret);
  }
});

test('no frame holds an IP address', () => {
  for (const who of ['ada', 'cy', 'bo']) {
    expect((frames[who] ?? []).join('\n')).not.toMatch(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|::1|::ffff/);
  }
});
