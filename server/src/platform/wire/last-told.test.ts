import { expect, test } from 'vitest';
import { createLastTold } from './last-told.ts';

test('what is as it was is no news, each thing for itself', () => {
  const { isNews } = createLastTold();
  expect(isNews('shop', 'open')).toBe(true);
  expect(isNews('shop', 'open')).toBe(false);
  expect(isNews('bakery', 'open')).toBe(true);
  expect(isNews('shop', 'closed')).toBe(true);
  expect(isNews('shop', 'open')).toBe(true);
});

test('somebody who came while it was otherwise for a moment hears that it is as before', () => {
  const { isNews, gave } = createLastTold();
  isNews('shop', 'open');
  gave('shop', 'open');
  expect(isNews('shop', 'open')).toBe(false);
  gave('shop', 'closed');
  expect(isNews('shop', 'open')).toBe(true);
});
