import { expect, test } from 'vitest';
import { isSurge } from './surge.ts';

test('three times as many as on other Tuesdays at eleven is a rush', () => {
  expect(isSurge({ now: 60, past: [18, 22, 20, 19, 24, 21, 17, 20] })).toBe(true);
});

test('a busy hour among busy hours is none', () => {
  expect(isSurge({ now: 27, past: [18, 22, 20, 19, 24, 21, 17, 20] })).toBe(false);
  expect(isSurge({ now: 60, past: [10, 55, 20, 48, 5, 61, 17, 30] })).toBe(false);
});

test('few people are no rush, however few came before', () => {
  expect(isSurge({ now: 6, past: [0, 1, 0, 0, 1, 0, 0, 0] })).toBe(false);
  expect(isSurge({ now: 12, past: [0, 1, 0, 0, 1, 0, 0, 0] })).toBe(true);
});

test('who has not seen enough weeks says nothing', () => {
  expect(isSurge({ now: 500, past: [1, 2, 1] })).toBe(false);
});
