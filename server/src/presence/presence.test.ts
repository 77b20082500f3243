import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  colleague,
  console_,
  heardOf,
  owner,
  startServer,
  type TestServer,
  until,
} from '../testing/people.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('bo presses available in one window and away in the other: both hear how it ended', async () => {
  const cookie = await colleague(server, await owner(server), { name: 'Bo' });
  const windows = [await console_(server, cookie), await console_(server, cookie)] as const;
  const me = (one: Colleague) => one.name === 'Bo';
  const lists = () => heardOf<{ at: number; colleagues: Colleague[] }>(windows[0], 'colleagues');
  await windows[0].ask('presence:set', { status: 'away' });
  await until('that is told', () => lists().some(({ colleagues }) => colleagues.find(me)?.status === 'away'));
  const [one, other] = await Promise.all([
    windows[0].ask('presence:set', { status: 'available' }),
    windows[1].ask('presence:set', { status: 'away' }),
  ]);
  if (!one.ok || !other.ok) throw new Error('refused');
  // What all were told last says the same; but her first window shows "available" until it hears a newer list.
  const last = await until('a list is told that knows both', () =>
    lists().find(({ at }) => at >= Math.max(one.at, other.at)),
  );
  expect(last.colleagues.find(me)?.status).toBe('away');
  for (const window of windows) window.close();
});
