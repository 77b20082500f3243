import { afterEach, describe, expect, test } from 'vitest';
import { tellRead } from '../messages/tell-entry.ts';
import { asRefusal, StorageError } from '../platform/db/storage-error.ts';
import type { Announce } from '../platform/wire/announce.ts';
import { databases, type Opened } from '../testing/databases.ts';
import { openHouse, words } from '../testing/house.ts';
import { createFanOut } from './fan-out.ts';

const opened: Opened[] = [];
afterEach(() => Promise.all(opened.splice(0).map(({ close }) => close())));

/** A fan-out over the conversations of a house, whose storage fails as long as `fault` says so. */
async function fanOutOf(fault: { error: Error | null }) {
  const [database] = databases;
  if (!database) throw new Error('no database');
  const one = await database.open();
  opened.push(one);
  const house = await openHouse(one);
  const seqs: number[] = [];
  const reads: number[] = [];
  const toBoth = (_: unknown, event: string, payload: { entry?: { seq: number }; seq?: number }) => {
    if (event === 'entry' && payload.entry) seqs.push(payload.entry.seq);
    if (event === 'read') reads.push(payload.seq ?? 0);
  };
  const failures: unknown[] = [];
  const { conversations, routing } = house;
  const fanOut = createFanOut({
    announce: { toBoth } as unknown as Announce,
    conversations: {
      find: conversations.find,
      page: (...asked) => (fault.error ? Promise.reject(fault.error) : conversations.page(...asked)),
    },
    hasAudience: () => true,
    said: async () => {},
    tellRead: (fact) => tellRead({ toBoth } as unknown as Announce, fact),
    failed: (error) => failures.push(error),
  });
  const ada = await house.visitor();
  const id = await routing.leaveCase(ada, { ...words('one'), email: 'ada@home.example' });
  const say = (text: string) => routing.visitorSays(ada, { ...words(text), conversationId: id });
  const head = async () => {
    const row = await conversations.find(id);
    if (!row) throw new Error('no conversation');
    return row;
  };
  return { fanOut, say, head, seqs, reads, failures };
}

describe('lines another node wrote', () => {
  test('that the storage does not give now are asked for again, and then each is said once and in order', async () => {
    const fault = { error: null as Error | null };
    const { fanOut, say, head, seqs } = await fanOutOf(fault);
    await fanOut.follow(await head());
    const before = seqs.at(-1) ?? 0;
    await say('two');
    await say('three');
    fault.error = asRefusal(new StorageError('it is restarting', 'busy'));
    await expect(fanOut.follow(await head())).rejects.toThrow('storage_busy');
    fault.error = null;
    await fanOut.follow(await head());
    expect(seqs.slice(-2)).toEqual([before + 1, before + 2]);
  });

  test('that cannot be read at all stop nothing: the next is said', async () => {
    const fault = { error: null as Error | null };
    const { fanOut, say, head, seqs } = await fanOutOf(fault);
    await fanOut.follow(await head());
    const before = seqs.at(-1) ?? 0;
    await say('two');
    fault.error = new TypeError('no such thing');
    await expect(fanOut.follow(await head())).rejects.toThrow('no such thing');
    fault.error = null;
    await say('three');
    await fanOut.follow(await head());
    expect(seqs.at(-1)).toBe(before + 2);
  });
});

describe('how far bo has read', () => {
  test('never goes back when what another node knew of it is said after what he has read since', async () => {
    const { fanOut, head, reads } = await fanOutOf({ error: null });
    const { id: conversationId, visitorId, ownerId, ...row } = await head();
    const bo = { kind: 'read', conversationId, visitorId, ownerId, by: 'agent' } as const;
    const before = { id: conversationId, visitorId, ownerId, ...row, agentReadSeq: 1 };
    const following = fanOut.follow(before);
    fanOut.heardRead({ ...bo, seq: 2 });
    await following;
    await fanOut.follow(before);
    expect(reads).toEqual([2]);
    await fanOut.follow({ ...before, agentReadSeq: 3 });
    fanOut.heardRead({ ...bo, seq: 3 });
    expect(reads).toEqual([2, 3]);
  });
});
