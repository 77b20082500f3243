import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import type { Message } from './script.ts';

const said = (words: string): Message[] =>
  [...words].map((text) => ({ from: text < 'n' ? 'visitor' : 'agent', text }));

test('what was said, held as said, differs in nothing', () => {
  expect(compare(said('azbza'), said('azbza'))).toEqual({ lost: 0, doubled: 0, reordered: 0 });
});

test('a missing message is lost, a second one is doubled, each counted by how often it was said', () => {
  expect(compare(said('aab'), said('ab'))).toEqual({ lost: 1, doubled: 0, reordered: 0 });
  expect(compare(said('ab'), said('aba'))).toEqual({ lost: 0, doubled: 1, reordered: 0 });
  expect(compare(said('ab'), said('abx'))).toEqual({ lost: 0, doubled: 1, reordered: 0 });
});

test('one message out of its place is one reordered, not all behind it', () => {
  expect(compare(said('abcde'), said('bcdea'))).toEqual({ lost: 0, doubled: 0, reordered: 1 });
});

test('the same words from the other side are other words', () => {
  const held: Message[] = [{ from: 'agent', text: 'a' }];
  expect(compare(said('a'), held)).toEqual({ lost: 1, doubled: 1, reordered: 0 });
});
