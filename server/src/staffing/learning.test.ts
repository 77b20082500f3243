import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LogLine, readLog } from './chat-log.ts';
import { measure } from './measured.ts';
import { slowDownOf, workMsAt } from './slow-down.ts';

const minuteMs = 60_000;
const nine = Date.parse('2026-03-02T08:00Z');

/** A log in minutes past nine: what happened, and who or why. */
function log(
  conversationId: string,
  ...lines: (readonly [minute: number, kind: string, agent?: string, by?: string])[]
) {
  return lines.map(
    ([minute, kind, agentId = null, by = null]): LogLine => ({
      ...{ conversationId, departmentId: 'support', kind, agentId, by },
      atMs: nine + minute * minuteMs,
      seenMs: nine + minute * minuteMs,
    }),
  );
}

describe('a log tells', () => {
  test('who was answered: her wait was not the end of her patience, and the work is the agent’s', () => {
    const told = readLog(log('ada', [0, 'queued'], [2, 'assigned', 'bo'], [10, 'closed', 'bo', 'agent']));
    expect(told.cameMs).toEqual([nine]);
    expect(told.waits).toEqual([{ lastedMs: 2 * minuteMs, gaveUp: false }]);
    expect(told.stints).toEqual([
      {
        agentId: 'bo',
        cameMs: nine,
        fromMs: nine + 2 * minuteMs,
        untilMs: nine + 10 * minuteMs,
        finished: true,
      },
    ]);
  });

  test.each([
    ['left by herself', [3, 'left', undefined, 'visitor'], true],
    ['left a message instead', [3, 'left_message'], true],
    ['ended the chat in line', [3, 'closed', undefined, 'visitor'], true],
    ['was told that we close', [3, 'left_message', undefined, 'closing'], false],
    ['was closed by an agent', [3, 'closed', undefined, 'agent'], false],
  ] as const)('whether patience ended: who %s', (_, line, gaveUp) => {
    expect(readLog(log('ada', [0, 'queued'], [...line])).waits).toEqual([{ lastedMs: 3 * minuteMs, gaveUp }]);
  });

  test('who was not seen any more had patience only while she was', () => {
    const lines = log('ada', [0, 'queued'], [8, 'left', undefined, 'not_seen']);
    const gone = lines.map((line) => ({ ...line, seenMs: nine + 3 * minuteMs }));
    expect(readLog(gone).waits).toEqual([{ lastedMs: 3 * minuteMs, gaveUp: true }]);
  });

  test('a chat that came back is one visitor and the work of two', () => {
    const lines = log(
      'ada',
      ...([
        [0, 'queued'],
        [1, 'assigned', 'bo'],
        [4, 'returned', 'bo', 'agent_gone'],
      ] as const),
      ...([
        [6, 'assigned', 'cia'],
        [9, 'closed', 'cia', 'visitor'],
      ] as const),
    );
    const told = readLog(lines);
    expect(told.cameMs).toHaveLength(1);
    expect(told.waits.map(({ lastedMs }) => lastedMs / minuteMs)).toEqual([1, 2]);
    expect(told.stints.map(({ agentId, finished }) => [agentId, finished])).toEqual([
      ['bo', false],
      ['cia', true],
    ]);
    expect(measure(lines).quarters).toEqual([
      { departmentId: 'support', atMs: nine, came: 1, chats: 1, atLevelMs: [6 * minuteMs] },
    ]);
  });

  test('a case is no chat, but a chat from a case is, and so is one that is opened again', () => {
    const aCase = log('cy', [0, 'left_message'], [5, 'assigned', 'bo'], [9, 'closed', 'bo', 'agent']);
    expect(readLog(aCase)).toEqual({ cameMs: [], waits: [], stints: [] });
    const joined = readLog(log('di', [0, 'left_message'], [5, 'queued'], [6, 'assigned', 'bo']));
    expect(joined.cameMs).toEqual([nine + 5 * minuteMs]);
    const again = log(
      'eve',
      [0, 'queued'],
      [1, 'assigned', 'bo'],
      [2, 'closed', 'bo', 'agent'],
      [60, 'reopened'],
      [60, 'assigned', 'bo'],
      [64, 'closed', 'bo', 'visitor'],
    );
    expect(measure(again).quarters.map(({ came, chats }) => [came, chats])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test('a chat that was forgotten open is not a night of work', () => {
    const forgotten = readLog(
      log('ada', [0, 'queued'], [0, 'assigned', 'bo'], [900, 'closed', 'bo', 'agent']),
    );
    expect((forgotten.stints[0]?.untilMs ?? 0) - nine).toBe(90 * minuteMs);
  });
});

describe('work', () => {
  test('is counted by how many chats the agent had beside it', () => {
    const measured = measure([
      ...log('ada', [0, 'queued'], [0, 'assigned', 'bo'], [10, 'closed', 'bo', 'agent']),
      ...log('cy', [4, 'queued'], [4, 'assigned', 'bo'], [12, 'closed', 'bo', 'agent']),
      ...log('di', [4, 'queued'], [4, 'assigned', 'cia'], [9, 'closed', 'cia', 'agent']),
    ]);
    // Alone: ada 4, cy 2, di 5 minutes. Of two: ada and cy 6 each.
    expect(measured.atLevelMs).toEqual([11 * minuteMs, 12 * minuteMs]);
    expect(measured.ends).toEqual([2, 1]);
    expect(workMsAt(measured.atLevelMs, 0.2)).toBeCloseTo((11 + 12 / 1.2) * minuteMs, 6);
  });

  test('no minute of an agent is lost or counted twice', () => {
    const chats = fc.array(
      fc.record({ from: fc.nat(200), lasts: fc.nat(80), agent: fc.constantFrom('bo', 'cia') }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(chats, (all) => {
        const lines = all.flatMap(({ from, lasts, agent }, place) =>
          log(
            `c${String(place).padStart(2, '0')}`,
            [from, 'queued'],
            [from, 'assigned', agent],
            [from + lasts, 'closed', agent, 'agent'],
          ),
        );
        const { atLevelMs, ends, quarters } = measure(lines);
        const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);
        const minutes = total(all.map(({ lasts }) => lasts));
        expect(total(atLevelMs)).toBe(minutes * minuteMs);
        expect(total(quarters.flatMap((quarter) => quarter.atLevelMs))).toBe(minutes * minuteMs);
        expect(total(ends)).toBe(all.length);
        expect(total(quarters.map(({ came }) => came))).toBe(all.length);
      }),
    );
  });
});

describe('the slow-down', () => {
  test('is the believed one until enough chats ended alone and beside others', () => {
    expect(slowDownOf([140, 3_000], [1e9, 1e9])).toEqual({ slowDown: 0.2, measured: false });
    expect(slowDownOf([3_000, 100, 40], [1e9, 1e9, 1e9])).toEqual({ slowDown: 0.2, measured: false });
  });

  test.each([0, 0.1, 0.35])('is found again in what happened when it is %f', (slowDown) => {
    const ends = [400, 900, 600];
    const workMs = 8 * minuteMs;
    const ranMs = ends.map((count, level) => count * workMs * (1 + slowDown * level));
    expect(slowDownOf(ends, ranMs)).toEqual({ slowDown, measured: true });
  });
});
