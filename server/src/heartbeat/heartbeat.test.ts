import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { beatMs, createHeartbeat } from './heartbeat.ts';

describe.each(databases)('the house lives, on $name', ({ open }) => {
  let opened: Opened;
  let forgiven: number[];
  const clock = { ms: Date.parse('2026-03-04T10:00Z'), nowMs: () => clock.ms };

  beforeEach(async () => {
    opened = await open();
    forgiven = [];
  });
  afterEach(() => opened.close());

  const node = () =>
    createHeartbeat({
      ...{ db: opened.db, clock },
      async forgive(_, downMs) {
        forgiven.push(downMs);
      },
    });

  async function live(ms: number, ...nodes: ReturnType<typeof node>[]) {
    for (let past = 0; past < ms; past += beatMs) {
      clock.ms += beatMs;
      await Promise.all(nodes.map(({ beat }) => beat()));
    }
  }

  test('the first start of all forgives nothing', async () => {
    await node().beat();
    await live(60_000, node());
    expect(forgiven).toEqual([]);
  });

  test('beside one that lives, others may start as often as they like: nothing is forgiven to anybody', async () => {
    const first = node();
    await first.beat();
    for (let starts = 0; starts < 20; starts += 1) {
      clock.ms += 700;
      await node().beat();
      await live(beatMs, first);
    }
    expect(forgiven).toEqual([]);
  });

  test('after the last of them stopped, the gap is forgiven once, whoever of those who start together comes first', async () => {
    await live(10_000, node(), node());
    clock.ms += 90_000;
    await Promise.all([node().beat(), node().beat(), node().beat()]);
    expect(forgiven).toEqual([90_000]);
    await live(10_000, node(), node());
    expect(forgiven).toEqual([90_000]);
  });

  test('a process that was put to sleep, or had no database, forgives that time when it goes on', async () => {
    const only = node();
    await live(10_000, only);
    clock.ms += 3_600_000;
    await only.beat();
    expect(forgiven).toEqual([3_600_000]);
  });

  test('a clock that was set back stops no beat', async () => {
    const only = node();
    await only.beat();
    clock.ms -= 3_600_000;
    await live(10_000, only);
    clock.ms += 50_000;
    await only.beat();
    expect(forgiven).toEqual([50_000]);
  });
});
