import { words } from '../language/language.ts';

const longestName = 60;
const mostOrigins = 50;
const mostCategories = 40;

const origin = /^https?:\/\/[^/?#\s]+$/;

/** One entry a line; empty lines and spaces around say nothing. */
export const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** An address as browsers write an origin: lower case, without a slash at its end. */
export function originOf(line: string): string {
  const tidy = line.trim().replace(/\/+$/, '');
  return URL.parse(tidy)?.origin.startsWith('http') && origin.test(tidy) ? new URL(tidy).origin : tidy;
}

export function faultOfOrigins(text: string): string | null {
  const lines = linesOf(text);
  const { badOrigin, tooManyOrigins } = words().settings;
  const bad = lines.find((line) => !isOrigin(line));
  if (bad !== undefined) return badOrigin(bad);
  return lines.length > mostOrigins ? tooManyOrigins : null;
}

function isOrigin(line: string): boolean {
  const tidy = originOf(line);
  return origin.test(tidy) && URL.parse(tidy)?.origin === tidy;
}

export const faultOfName = (name: string) =>
  /\S/.test(name) && name.trim().length <= longestName ? null : words().settings.badName;

export const faultOfBrand = (brand: string) =>
  /^#[0-9a-f]{6}$/i.test(brand.trim()) ? null : words().settings.badBrand;

export function faultOfCategories(text: string): string | null {
  const lines = linesOf(text);
  const { badCategory, doubleCategory, tooManyCategories } = words().settings;
  if (lines.some((line) => line.length > longestName)) return badCategory;
  const double = lines.find((line, place) => lines.indexOf(line) !== place);
  if (double !== undefined) return doubleCategory(double);
  return lines.length > mostCategories ? tooManyCategories : null;
}
