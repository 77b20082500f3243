import { expect, test } from 'vitest';
import { countryOf } from './countries.ts';

test('ada in Oslo with an English browser writes Norwegian numbers', () => {
  expect(countryOf('Europe/Oslo', 'en')).toBe('NO');
});

test('where her clock says nothing, the language she reads does', () => {
  expect(countryOf('Asia/Tokyo', 'sv')).toBe('SE');
  expect(countryOf('', 'en')).toBe('GB');
});
