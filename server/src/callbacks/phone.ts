import { createRequire } from 'node:module';
import type { PhoneFault } from '@straks/shared/callbacks/callback.protocol.ts';
import type { PhoneNumber } from 'libphonenumber-js/max';

export type Checked = { phone: string; shown: string } | { fault: PhoneFault };

/** The numbers of all countries, 4 MB, come with the first that is checked. */
const load = createRequire(import.meta.url);
const numbers = () => load('libphonenumber-js/max') as typeof import('libphonenumber-js/max');

/** A number as somebody typed it, in the form of her country: as it is dialled and as it is read, or what is wrong. */
export function checkPhone(typed: string, country: string): Checked {
  // What is pasted brings invisible marks and spaces of every width.
  const text = typed
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Z}]+/gu, ' ')
    .trim();
  const { isSupportedCountry, parsePhoneNumberFromString, validatePhoneNumberLength } = numbers();
  if (!isSupportedCountry(country)) return { fault: 'unknown_country' };
  if (isEmergency(text.replace(/[ ().-]/g, ''))) return { fault: 'emergency' };
  // An extension is for a person to dial after the call was answered: it would be lost.
  if (/\p{L}/u.test(text) || !/\p{Nd}/u.test(text)) return { fault: 'letters' };
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  if (number && isEmergency(number.nationalNumber)) return { fault: 'emergency' };
  const length = validatePhoneNumberLength(text, country);
  if (length) return { fault: lengthFaults[length] };
  return number ? judge(number) : { fault: 'letters' };
}

const lengthFaults = {
  TOO_SHORT: 'too_short',
  TOO_LONG: 'too_long',
  INVALID_LENGTH: 'not_in_use',
  INVALID_COUNTRY: 'unknown_country',
  NOT_A_NUMBER: 'letters',
} as const satisfies Record<string, PhoneFault>;

function judge(number: PhoneNumber): Checked {
  if (number.ext) return { fault: 'letters' };
  if (!number.isValid()) return { fault: 'not_in_use' };
  if (!isCalled(number)) return { fault: 'not_called' };
  return { phone: number.number, shown: number.formatInternational() };
}

const isEmergency = (digits: string) => /^(11\d|911|999|000|1[578])$/.test(digits);

const called = new Set<unknown>(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'UAN', 'TOLL_FREE']);

/** Satellites and the like belong to no country, and cost like it. */
const isCalled = (number: PhoneNumber) => number.country !== undefined && called.has(number.getType());
