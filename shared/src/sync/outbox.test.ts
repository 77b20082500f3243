import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../result.ts';
import { createOutbox, type OutboxStore, type Unsent } from './outbox.ts';

interface Words {
  text: string;
}

/** Records that outlive the page, as a browser keeps them: copies, in no promised order. */
function keptRecords(): OutboxStore<Words> {
  const records = new Map<string, string>();
  return {
    all: () => [...records.values()].reverse().map((record) => JSON.parse(record)),
    put: (unsent) => void records.set(unsent.id, JSON.stringify(unsent)),
    remove: (id) => void records.delete(id),
  };
}

/** A server that takes each id once and gives its first answer again; the net before it may fail. */
function postOffice() {
  const taken: string[] = [];
  return {
    taken,
    take(id: string): Answer<object> {
      if (!taken.includes(id)) taken.push(id);
      return { ok: true };
    },
  };
}

const pressed = (id: string, pressedMs: number): Unsent<Words> => ({ id, pressedMs, request: { text: id } });
const settled = async () => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
};

function page(
  store: OutboxStore<Words>,
  send: (request: Words, id: string) => Promise<Answer<object>>,
  connected = () => true,
) {
  const waits: number[] = [];
  const outbox = createOutbox<Words>({
    store,
    send,
    connected,
    exclusive: (work) => work(),
    wait: async (ms) => void waits.push(ms),
    changed: () => {},
  });
  return { ...outbox, waits };
}

describe('ada presses send', () => {
  test('what the server took leaves the outbox', async () => {
    const office = postOffice();
    const ada = page(keptRecords(), async (_, id) => office.take(id));
    ada.add(pressed('a', 1));
    await settled();
    expect(office.taken).toEqual(['a']);
    expect(ada.list()).toEqual([]);
  });

  test('without a connection her words wait, and outlive the page', async () => {
    const office = postOffice();
    const kept = keptRecords();
    const offline = page(
      kept,
      async (_, id) => office.take(id),
      () => false,
    );
    offline.add(pressed('b', 2));
    offline.add(pressed('a', 1));
    await settled();
    expect(office.taken).toEqual([]);

    const reloaded = page(kept, async (_, id) => office.take(id));
    await reloaded.pump();
    expect(office.taken).toEqual(['a', 'b']);
  });

  test('an answer that never came is asked for again with the same id, after growing pauses', async () => {
    const office = postOffice();
    let losses = 3;
    const ada = page(keptRecords(), async (_, id) => {
      const answer = office.take(id);
      if (losses-- > 0) throw new Error('no answer');
      return answer;
    });
    ada.add(pressed('a', 1));
    await settled();
    expect(office.taken).toEqual(['a']);
    expect(ada.waits).toEqual([500, 1_000, 2_000]);
    expect(ada.list()).toEqual([]);
  });

  test('told to slow down, she waits as long as she was told', async () => {
    let calls = 0;
    const ada = page(keptRecords(), async () => {
      calls += 1;
      return calls === 1 ? { ok: false, code: 'slow_down', retry: true, retryAfterMs: 4_200 } : { ok: true };
    });
    ada.add(pressed('a', 1));
    await settled();
    expect(ada.waits).toEqual([4_200]);
    expect(calls).toBe(2);
  });

  test('back on a new connection she does not sit out the pause of the old one', async () => {
    const office = postOffice();
    let isLost = true;
    const ada = createOutbox<Words>({
      store: keptRecords(),
      send: async (_, id) => {
        if (isLost) throw new Error('the line broke');
        return office.take(id);
      },
      connected: () => true,
      exclusive: (work) => work(),
      wait: () => new Promise(() => {}),
      changed: () => {},
    });
    ada.add(pressed('a', 1));
    await settled();
    isLost = false;
    ada.add(pressed('b', 2));
    await settled();
    expect(office.taken).toEqual([]);
    void ada.pump();
    await settled();
    expect(office.taken).toEqual(['a', 'b']);
  });

  test('words refused for good stay with her, and do not hold up the next', async () => {
    const office = postOffice();
    let refuse = true;
    const ada = page(keptRecords(), async (_, id) =>
      id === 'a' && refuse ? { ok: false, code: 'already_closed', retry: false } : office.take(id),
    );
    ada.add(pressed('a', 1));
    ada.add(pressed('b', 2));
    await settled();
    expect(ada.list()).toEqual([{ ...pressed('a', 1), failed: 'already_closed' }]);
    expect(office.taken).toEqual(['b']);

    refuse = false;
    ada.retry('a');
    await settled();
    expect(office.taken).toEqual(['b', 'a']);
    expect(ada.list()).toEqual([]);
  });

  test('words she discards are gone', async () => {
    const ada = page(keptRecords(), async () => ({ ok: false, code: 'bad_request', retry: false }));
    ada.add(pressed('a', 1));
    await settled();
    ada.discard('a');
    expect(ada.list()).toEqual([]);
  });
});

test('over lost requests, lost answers, cuts and reloads, each message is taken once and in order', async () => {
  const trouble = fc.constantFrom('none', 'request lost', 'answer lost', 'cut', 'reload');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(trouble, { maxLength: 40 }),
      async (count, troubles) => {
        const office = postOffice();
        const kept = keptRecords();
        const script = [...troubles];
        let up = true;
        const send = async (_: Words, id: string) => {
          const now = script.shift() ?? 'none';
          if (now === 'request lost') throw new Error('lost');
          const answer = office.take(id);
          if (now === 'cut' || now === 'reload') up = false;
          if (now !== 'none') throw new Error('lost');
          return answer;
        };
        const ids = Array.from({ length: count }, (_, index) => `m${index}`);
        let current = page(kept, send, () => up);
        for (const [index, id] of ids.entries()) current.add(pressed(id, index));
        await settled();
        while (current.list().length > 0) {
          up = true;
          current = page(kept, send, () => up);
          await current.pump();
        }
        expect(office.taken).toEqual(ids);
      },
    ),
    { numRuns: 60 },
  );
});
