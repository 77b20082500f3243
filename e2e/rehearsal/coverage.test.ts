import { expect, test } from 'vitest';
import { coverage, type Wait } from './coverage.ts';

const told = (at: number, withinMs: number) => ({ at, withinMs, likelyMs: withinMs / 2 });
const served = (joined: number, withinMs: number, livedMs: number): Wait => ({
  ...{ joined, tellings: [told(joined, withinMs)], takenAt: joined + livedMs, leftAt: null },
});

test('a wait as long as the bound held it, one a moment longer did not', () => {
  expect(coverage([served(0, 100, 100), served(1, 100, 101)])).toMatchObject({
    ...{ visitors: 2, firstPercent: 50, likelyPercent: 0, gaveUp: 0 },
  });
});

test('who gave up counts with the moment at which somebody behind her was taken', () => {
  const gaveUp: Wait = { joined: 0, tellings: [told(0, 100)], takenAt: null, leftAt: 40 };
  expect(coverage([gaveUp, served(10, 100, 20)])).toMatchObject({
    visitors: 2,
    firstPercent: 100,
    gaveUp: 1,
  });
  expect(coverage([gaveUp, served(10, 500, 400)])).toMatchObject({ visitors: 2, firstPercent: 50 });
});

test('nobody behind her was taken: her turn is unknown and she does not count', () => {
  const gaveUp: Wait = { joined: 9, tellings: [told(9, 100)], takenAt: null, leftAt: 40 };
  expect(coverage([served(0, 100, 10), gaveUp])).toMatchObject({ visitors: 1, firstPercent: 100 });
});

test('every telling is held against what was left of the wait when it was told', () => {
  const twice: Wait = { joined: 0, tellings: [told(0, 100), told(90, 20)], takenAt: 105, leftAt: null };
  expect(coverage([twice])).toMatchObject({ firstPercent: 0, everyPercent: 50, tellings: 2 });
});
