import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { expect, test } from 'vitest';
import { labelOf } from './label.ts';

const thursday = new Date('2026-03-05T18:00:00').getTime();
const hour = 3_600_000;
const site: SiteState = {
  key: 'k'.repeat(12),
  name: 'Fjord & Ull',
  brand: '#1f5f4a',
  language: 'nb',
  hours: { zone: 'Europe/Oslo', spans: [], closedDays: [] },
  departments: [],
  status: 'open',
  opensAt: null,
  closesAt: null,
  wait: { kind: 'range', likelyMs: 100_000, withinMs: 300_000 },
  waiting: 1,
  surge: false,
  offers: { callback: false, mail: false },
  at: thursday,
};
const closed = { ...site, status: 'closed', wait: { kind: 'closed' } } as const;
const seen = (state: SiteState, unread = 0) => ({ site: state, isOpen: false, unread });

test('ada reads how long it takes before she opens anything', () => {
  expect(labelOf('en', seen(site), thursday)).toBe('Chat · open · about 2 min');
  expect(labelOf('nb', seen(site), thursday)).toBe('Chat · åpen · ca. 2 min');
  expect(labelOf('en', seen({ ...site, wait: { kind: 'now' } }), thursday)).toBe('Chat · open · answers now');
});

test('when nobody can say how long, no number is made up', () => {
  expect(labelOf('sv', seen({ ...site, wait: { kind: 'unknown' } }), thursday)).toBe('Chatt · öppen');
  const vague = { kind: 'range', likelyMs: 100_000, withinMs: 900_000, vague: true } as const;
  expect(labelOf('en', seen({ ...site, wait: vague }), thursday)).toBe('Chat · open');
});

test('closed, she reads when it opens', () => {
  const opens = (ms: number) => seen({ ...closed, opensAt: ms });
  const monday = new Date('2026-03-09T09:00:00').getTime();
  expect(labelOf('en', opens(monday), thursday)).toBe('Opens Monday 09:00');
  expect(labelOf('nb', opens(monday), thursday)).toBe('Åpner mandag kl. 09:00');
  expect(labelOf('en', opens(monday + 14 * 24 * hour), thursday)).toBe('Opens 23 March 09:00');
  expect(labelOf('en', opens(thursday + hour), thursday)).toBe('Opens today 19:00');
  expect(labelOf('da', opens(thursday + 15 * hour), thursday)).toBe('Åbner i morgen kl. 09.00');
});

test('with nobody there and no opening set, she may leave a message', () => {
  expect(labelOf('nb', seen(closed), thursday)).toBe('Legg igjen en melding');
});

test('an answer she has not read comes first', () => {
  expect(labelOf('en', seen(site, 1), thursday)).toBe('New messages: 1');
  expect(labelOf('da', seen(closed, 3), thursday)).toBe('Nye beskeder: 3');
});
