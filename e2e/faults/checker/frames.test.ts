import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { Conversation, DatabaseDump } from './dump.ts';
import type { Line } from './line.ts';

const conversation = (id: string, visitorId: string): Conversation => ({
  id,
  siteId: 'shop',
  visitorId,
  state: 'closed',
  kind: 'chat',
  ticket: 1,
  orderMs: 0,
  ownerId: null,
  epoch: 0,
  lastSeq: 0,
  openedMs: 0,
  closedMs: 0,
});
const dump: DatabaseDump = {
  conversations: [
    conversation('conv_of_ada_today', 'ada'),
    conversation('conv_of_ada_before', 'ada'),
    conversation('conv_of_eva_today', 'eva'),
  ],
  entries: [],
  agents: [{ id: 'bo', capacity: 1, email: 'bo@shop.example' }],
};
const leaks = (text: string, role: Line['role'] = 'visitor'): string[] => {
  const frame: Line = {
    t: 1,
    client: 'tab',
    role,
    op: 'frame',
    phase: 'ok',
    conversation: 'conv_of_ada_today',
    text,
  };
  const { violations } = check([frame], dump);
  return violations.filter(({ invariant }) => invariant === 'I15').map(({ says }) => says);
};

test.each([
  ['her own chats', '42["hello",{"ids":["conv_of_ada_today","conv_of_ada_before"]}]'],
  ['a version that looks like an address', '42["hello",{"agent":"Chrome/120.0.0.0","v":"1.2.3.4.5"}]'],
  ['clock times', '42["hello",{"opens":"09:00:00","at":"2026-01-02T12:34:56Z"}]'],
  ['an address she wrote herself', '42["entry",{"text":"my router is 192.168.0.1, fe80::1"}]'],
  ['the word note in what people write', '42["entry",{"text":"take note"}]'],
  ['somebody else’s e-mail', '42["entry",{"text":"write to ada@home.example"}]'],
])('lets pass %s', (_, text) => expect(leaks(text)).toEqual([]));

test.each([
  [
    'an id',
    '42["x",{"to":"/rooms/conv_of_eva_today?x"}]',
    'the id of another conversation (conv_of_eva_today)',
  ],
  ['an e-mail in a sentence', '42["x",{"text":"(Bo@Shop.example)"}]', "an agent's e-mail"],
  ['a short IPv4 form', '42["x",{"from":"10.0.0.0/8"}]', 'an IP address'],
  ['an address in a URL', '42["x",{"at":"http://10.0.0.1/x"}]', 'an IP address'],
  ['an IPv6 address', '42["x",{"from":"2001:db8:1::"}]', 'an IP address'],
  ['the loopback', '42["x",{"from":"::1"}]', 'an IP address'],
  ['a mapped address', '42["x",{"from":"::ffff:198.51.100.7"}]', 'an IP address'],
  ['a note by its kind', '42["entry",{"kind":"note","text":""}]', 'an internal note'],
  ['a note by its event', '42["note:added",{"seq":1}]', 'an internal note'],
  ['a field of notes', '42["hello",{"notes":[]}]', 'an internal note'],
])('finds %s', (_, text, leak) => expect(leaks(text)).toEqual([`a frame to a visitor holds ${leak}`]));

test('an agent may see all of it', () => {
  expect(leaks('42["entry",{"kind":"note","from":"10.0.0.1","id":"conv_of_eva_today"}]', 'agent')).toEqual(
    [],
  );
});

test('says which ids it cannot look for', () => {
  const short = { ...dump, conversations: [conversation('7', 'ada')] };
  const frame: Line = { t: 1, client: 'tab', role: 'visitor', op: 'frame', phase: 'ok', text: '7' };
  expect(check([frame], short).notChecked).toContainEqual(
    'I15: ids too short or odd to be sought: 1 conversations (7)',
  );
});
