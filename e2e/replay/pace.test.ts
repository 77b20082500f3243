import { expect, test } from 'vitest';
import type { Dialogue } from './dialogues.ts';
import { pace } from './pace.ts';
import { scriptOf } from './script.ts';

const dialogue = (start: number, ...turns: [who: 'visitor' | 'agent', t: number][]): Dialogue => ({
  id: start,
  start,
  turns: turns.map(([who, t]) => ({ who, t, text: `${who} at ${t}` })),
});

test('starts keep their distances, and the night is one minute long', () => {
  const night = 8 * 3_600;
  const paced = pace(
    [
      dialogue(night, ['visitor', 0]),
      dialogue(100, ['visitor', 0], ['agent', 30]),
      dialogue(110, ['visitor', 5]),
    ],
    10,
  );
  expect(paced.map(({ startMs }) => startMs)).toEqual([0, 1_000, 3_000 + 6_000]);
});

test('a side speaks at its own time and after all the other said before', () => {
  const { visitor, agent, opening } = scriptOf(
    dialogue(0, ['visitor', 0], ['agent', 4], ['agent', 6], ['visitor', 9]),
    2,
  );
  expect(opening).toBe(null);
  expect(visitor.map(({ afterMs, othersBefore }) => [afterMs, othersBefore])).toEqual([
    [0, 0],
    [4_500, 2],
  ]);
  expect(agent.map(({ afterMs, othersBefore }) => [afterMs, othersBefore])).toEqual([
    [2_000, 1],
    [3_000, 1],
  ]);
});

test('where the agent begins, the visitor has opened the chat with a line of her own', () => {
  const { agent, opening, expected } = scriptOf(dialogue(0, ['agent', 1], ['visitor', 2]), 1);
  expect(opening).not.toBe(null);
  expect(agent[0]?.othersBefore).toBe(1);
  expect(expected).toHaveLength(2);
});
