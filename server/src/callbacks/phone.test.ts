import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPhone } from './phone.ts';

describe('a number is dialled and read in one form, however it was typed', () => {
  test.each([
    ['22123456', 'NO', '+4722123456', '+47 22 12 34 56'],
    ['22 12 34 56', 'NO', '+4722123456', '+47 22 12 34 56'],
    [' +47 22-12-34-56 ', 'DK', '+4722123456', '+47 22 12 34 56'],
    ['0047 22 12 34 56', 'NO', '+4722123456', '+47 22 12 34 56'],
    ['(22) 12.34.56', 'NO', '+4722123456', '+47 22 12 34 56'],
    ['\u202a+47\u00a0412\u200934567\u202c', 'SE', '+4741234567', '+47 41 23 45 67'],
    ['٤١٢٣٤٥٦٧', 'NO', '+4741234567', '+47 41 23 45 67'],
    ['070-174 06 35', 'SE', '+46701740635', '+46 70 174 06 35'],
    ['20 12 34 56', 'DK', '+4520123456', '+45 20 12 34 56'],
    ['(212) 736-5000', 'US', '+12127365000', '+1 212 736 5000'],
    ['02800', 'NO', '+4702800', '+47 02800'],
  ])('%s in %s', (typed, country, phone, shown) => {
    expect(checkPhone(typed, country)).toEqual({ phone, shown });
  });
});

describe('what cannot be called is refused by what is wrong with it', () => {
  test.each([
    ['call me', 'NO', 'letters'],
    ['1-800-FLOWERS', 'US', 'letters'],
    ['22 12 34 56 ext. 7', 'NO', 'letters'],
    ['22123456;ext=7', 'NO', 'letters'],
    ['tel:+4722123456', 'NO', 'letters'],
    ['+', 'NO', 'letters'],
    ['22', 'NO', 'too_short'],
    ['1234567890123456789', 'NO', 'too_long'],
    ['22 12 34 56 78', 'NO', 'too_long'],
    ['12345678', 'NO', 'not_in_use'],
    ['900 123 4567', 'US', 'not_in_use'],
    ['829 00 000', 'NO', 'not_called'],
    ['0900 123456', 'NL', 'not_called'],
    ['+881 6 1234 5678', 'NO', 'not_called'],
    ['112', 'NO', 'emergency'],
    ['1 1 3', 'NO', 'emergency'],
    ['+47 112', 'NO', 'emergency'],
    ['911', 'US', 'emergency'],
    ['999', 'GB', 'emergency'],
    ['22123456', 'XX', 'unknown_country'],
    ['+999 12345678', 'NO', 'unknown_country'],
  ])('%s in %s: %s', (typed, country, fault) => {
    expect(checkPhone(typed, country)).toEqual({ fault });
  });

  test('whatever is typed is answered, and what is taken is taken again in its own form', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.stringMatching(/^[+0-9 ()./;#*-]{1,40}$/),
      fc.stringMatching(/^(\+47|0047|00 45|\+46)? ?[0-9 ]{6,12}$/),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('NO', 'DK', 'SE', 'US', 'GB', 'ZZ'), (text, country) => {
        const first = checkPhone(text, country);
        if ('fault' in first) return;
        expect(first.phone).toMatch(/^\+[1-9]\d{5,14}$/);
        expect(checkPhone(first.phone, 'NO')).toEqual(first);
        expect(checkPhone(first.shown, 'NO')).toEqual(first);
      }),
      { numRuns: 3_000 },
    );
  });
});
