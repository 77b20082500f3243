import { expect, test } from 'vitest';
import { firstPage, lastPage, pageSize } from './page.ts';

const lines = (count: number, length = 10) =>
  Array.from({ length: count }, (_, seq) => ({ seq, body: 'x'.repeat(length) }));

test('a page takes a hundred lines, from either end', () => {
  const all = lines(pageSize + 1);
  expect(firstPage(all)).toEqual(all.slice(0, pageSize));
  expect(lastPage(all)).toEqual(all.slice(1));
  expect(firstPage(all.slice(1))).toHaveLength(pageSize);
  expect(lastPage([])).toEqual([]);
});

test('long words make a page shorter, but never empty', () => {
  const all = lines(100, 10_000);
  expect(firstPage(all)).toEqual(all.slice(0, 13));
  expect(lastPage(all)).toEqual(all.slice(-13));
  expect(firstPage(lines(2, 1_000_000))).toHaveLength(1);
  expect(lastPage(lines(2, 1_000_000))).toHaveLength(1);
});
