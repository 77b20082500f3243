import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { expect, test } from 'vitest';
import type { Say } from '../ui/say.ts';
import { en } from '../ui/words/en.ts';
import { nb } from '../ui/words/nb.ts';
import { openingOf, whyNoChat } from './opening.ts';

const english: Say = { language: 'en', words: en };
const norwegian: Say = { language: 'nb', words: nb };
const thursday = new Date('2026-03-05T18:00:00').getTime();
const monday = new Date('2026-03-09T09:00:00').getTime();
const site = (more: Partial<SiteState>): SiteState => ({
  key: 'k'.repeat(12),
  name: 'Fjell & Ull',
  brand: '#1f5f4a',
  language: 'nb',
  hours: { zone: 'Europe/Oslo', spans: [], closedDays: [] },
  departments: [],
  status: 'open',
  opensAt: null,
  closesAt: null,
  wait: { kind: 'unknown' },
  waiting: 0,
  surge: false,
  offers: { callback: false, mail: false },
  at: thursday,
  ...more,
});

test('open, she reads until when, if there is an end', () => {
  expect(openingOf(english, site({ closesAt: thursday + 3_600_000 }), thursday)).toBe('Open until 19:00');
  expect(openingOf(english, site({}), thursday)).toBe('Open now');
});

test('closed, she reads when it opens, and why she is asked for an address', () => {
  const closed = site({ status: 'closed', opensAt: monday });
  expect(openingOf(norwegian, closed, thursday)).toBe('Åpner mandag kl. 09:00');
  expect(whyNoChat(english, closed, thursday)).toBe(
    'We are closed. Opens Monday 09:00. Leave a message, and we get back to you.',
  );
});

test('a line that cannot be served before closing is not told as closed', () => {
  const full = site({ status: 'full', closesAt: thursday + 3_600_000 });
  expect(openingOf(norwegian, full, thursday)).toBe('Køen er full for i dag');
  expect(whyNoChat(english, full, thursday)).toMatch(/^More people wait than we can reach/);
});

test('open hours with nobody there are not told as closed', () => {
  const alone = site({ status: 'nobody' });
  expect(openingOf(english, alone, thursday)).toBe('Nobody is free right now');
  expect(whyNoChat(english, alone, thursday)).toMatch(/^Nobody is free/);
});

test('refused although it was open when she pressed: the last has just gone, and it is not told as closed', () => {
  expect(whyNoChat(english, site({}), thursday)).toMatch(/^Nobody is free/);
});
