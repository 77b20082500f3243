import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { Conversation, DatabaseDump, Entry } from './dump.ts';
import type { Invariant } from './report.ts';

const minuteMs = 60_000;

const chat = (visitorId: string, more: Partial<Conversation> = {}): Conversation => ({
  ...{ id: `chat_of_${visitorId}`, siteId: 'shop', departmentId: 'help', visitorId, kind: 'chat' },
  ...{ state: 'active', ticket: 1, orderMs: 0, ownerId: 'bo', epoch: 1, lastSeq: 9 },
  ...{ openedMs: 0, closedMs: null, ...more },
});

/** A log as `[when, kind, data]`, a message as `[when, who]`. */
type Told = [number, string, Entry['data']?];
function log(visitorId: string, lines: Told[]): Entry[] {
  return lines.map(([atMs, kind, data], at): Entry => {
    const says = kind === 'visitor' || kind === 'agent';
    return {
      ...{ conversationId: `chat_of_${visitorId}`, seq: at + 1, atMs, body: says ? 'words' : null },
      ...{ kind: says ? 'message' : kind, sender: says ? kind : 'system', data: data ?? {} },
      senderId: kind === 'visitor' ? visitorId : (data?.agentId ?? (says ? 'bo' : null)),
      clientMessageId: says ? `${visitorId}-${at}` : null,
    };
  });
}

const agents = ['bo', 'caro'].map((id) => ({
  ...{ id, capacity: 1, email: `${id}@shop.example`, departmentIds: ['help'] },
}));
const to = (agentId: string, epoch = 1) => ({ agentId, epoch });

function of(invariant: Invariant, conversations: Conversation[], ...logs: Entry[][]): string[] {
  const dump: DatabaseDump = { conversations, agents, entries: logs.flat() };
  return check([], dump)
    .violations.filter((violation) => violation.invariant === invariant)
    .map(({ says }) => says);
}

test('a second chat at an agent who takes one: only when the first sleeps, or half of each is on hold', () => {
  const both = [chat('ada'), chat('cy', { ticket: 2 })];
  const second = (atMs: number) => log('cy', [[1, 'queued'], [atMs, 'assigned', to('bo')]]); // biome-ignore format: one line
  const answered: Told[] = [[0, 'queued'], [1, 'assigned', to('bo')], [2, 'agent']]; // biome-ignore format: one line
  expect(of('I9', both, log('ada', answered), second(10 * minuteMs + 2))).toEqual([]);
  expect(of('I9', both, log('ada', answered), second(10 * minuteMs + 1))).toHaveLength(1);
  const awake: Told[] = [...answered, [9 * minuteMs, 'visitor']];
  expect(of('I9', both, log('ada', awake), second(20 * minuteMs))).toHaveLength(1);
  const held: Told[] = [...answered, [3, 'held', { until: 30 * minuteMs }]];
  expect(of('I9', both, log('ada', held), second(4))[0]).toBe('active conversations weigh 1.5, capacity 1');
});

test('who came first is served first, less the head start of a priority', () => {
  const assigned = log('cy', [[5, 'queued'], [9, 'assigned', to('bo')]]); // biome-ignore format: one line
  const ada = chat('ada', { state: 'waiting', ownerId: null, orderMs: 0 });
  const waits = log('ada', [[0, 'queued']]);
  expect(of('I8', [ada, chat('cy', { ticket: 2, orderMs: 5 })], waits, assigned)).toHaveLength(1);
  expect(of('I8', [ada, chat('cy', { ticket: 2, orderMs: -300 })], waits, assigned)).toEqual([]);
});

test('who let it ring is not the one to be asked; another is', () => {
  const rang: Told[] = [[0, 'queued'], [1, 'assigned', to('bo')], [2, 'returned', { epoch: 2, reason: 'not_accepted' }]]; // biome-ignore format: one line
  const ada = chat('ada', { state: 'waiting', ownerId: null, epoch: 2 });
  const given = (agentId: string) =>
    of(
      'I8',
      [ada, chat('cy', { ticket: 2, orderMs: 5, ownerId: agentId })],
      log('ada', rang),
      log('cy', [[5, 'queued'], [9, 'assigned', to(agentId)]]), // biome-ignore format: one line
    );
  expect(given('bo')).toEqual([]);
  expect(given('caro')).toHaveLength(1);
});

test('words after the end bring her back to whom she had, whatever he takes; routing itself asks', () => {
  const again: Told[] = [
    ...([[0, 'queued'], [1, 'assigned', to('bo')], [2, 'agent'], [3, 'closed', { by: 'agent' }]] as Told[]), // biome-ignore format: one line
    ...([[9, 'reopened'], [9, 'visitor'], [9, 'queued']] as Told[]), // biome-ignore format: one line
  ];
  const other = log('cy', [[4, 'queued'], [5, 'assigned', to('bo')]]); // biome-ignore format: one line
  const both = [chat('ada', { ticket: 3, epoch: 2 }), chat('cy', { ticket: 2 })];
  const back = log('ada', [...again, [9, 'assigned', to('bo', 2)]]);
  expect(of('I9', both, back, other)).toHaveLength(1);
  const byHerWords = back.map((entry) =>
    entry.seq === 8 ? { ...entry, data: { ...to('bo', 2), manual: true } } : entry,
  );
  expect(of('I9', both, byHerWords, other)).toEqual([]);
  expect(of('I10', both, byHerWords, other)).toEqual([]);
});
