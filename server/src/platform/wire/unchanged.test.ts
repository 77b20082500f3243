import { expect, test } from 'vitest';
import { createUnchanged } from './unchanged.ts';

test('what is as it was is told again only after half a minute, and each thing for itself', () => {
  let nowMs = 0;
  const unchanged = createUnchanged({ nowMs: () => nowMs });
  expect(unchanged('shop', 'open')).toBe(false);
  expect(unchanged('shop', 'open')).toBe(true);
  expect(unchanged('bakery', 'open')).toBe(false);
  expect(unchanged('shop', 'closed')).toBe(false);
  expect(unchanged('shop', 'open')).toBe(false);
  nowMs = 29_999;
  expect(unchanged('shop', 'open')).toBe(true);
  nowMs = 30_000;
  expect(unchanged('shop', 'open')).toBe(false);
});
