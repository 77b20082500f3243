import { expect, test } from 'vitest';
import { gapSentence, shortage } from './sentences.ts';

const gap = { weekday: 2, from: '11:00', to: '13:00', short: 2, varies: false, nobody: false };

test('what is missing is said in every language', () => {
  const said = (['nb', 'da', 'sv', 'en'] as const).map((language) => gapSentence(gap, language));
  expect(said).toEqual([
    'Tirsdag 11–13: mangler to',
    'Tirsdag 11–13: mangler to',
    'Tisdag 11–13: två saknas',
    'Tuesday 11–13: two short',
  ]);
});

test('quarters, many, more than words have numbers for, and nobody at all', () => {
  const night = { ...gap, weekday: 7, from: '09:15', to: '24:00' };
  expect(gapSentence({ ...night, short: 3, varies: true }, 'en')).toBe('Sunday 9:15–24: up to three short');
  expect(shortage({ ...gap, short: 14 }, 'nb')).toBe('mangler 14');
  expect(shortage({ ...gap, short: 1, nobody: true }, 'nb')).toBe('ingen på vakt, én trengs');
  expect(shortage({ ...gap, nobody: true, varies: true }, 'sv')).toBe('ingen på plats, upp till två behövs');
});
