import type { Message } from './script.ts';

export interface Difference {
  lost: number;
  /** There more often than it was said, also if it never was. */
  doubled: number;
  reordered: number;
}

/** What a side holds against what was said. */
export function compare(expected: readonly Message[], held: readonly Message[]): Difference {
  const places = placesOf(expected);
  let doubled = 0;
  const found: number[] = [];
  for (const message of held) {
    const place = places.get(keyOf(message))?.shift();
    if (place === undefined) doubled += 1;
    else found.push(place);
  }
  return { lost: expected.length - found.length, doubled, reordered: found.length - longestRise(found) };
}

export const isIdentical = ({ lost, doubled, reordered }: Difference): boolean =>
  lost === 0 && doubled === 0 && reordered === 0;

const keyOf = ({ from, text }: Message): string => `${from} ${text}`;

function placesOf(messages: readonly Message[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, message] of messages.entries()) {
    const key = keyOf(message);
    places.set(key, [...(places.get(key) ?? []), place]);
  }
  return places;
}

/** How many stand in their order: the longest rising subsequence. */
function longestRise(places: readonly number[]): number {
  const ends: number[] = [];
  for (const place of places) {
    const at = ends.findIndex((end) => end >= place);
    if (at === -1) ends.push(place);
    else ends[at] = place;
  }
  return ends.length;
}
