import type { Gap } from './staffing.protocol.ts';

type Language = 'nb' | 'da' | 'sv' | 'en';
type Said = Pick<Gap, 'weekday' | 'from' | 'to' | 'short' | 'varies' | 'nobody'>;

interface Words {
  days: readonly string[];
  numbers: readonly string[];
  upTo: string;
  short(count: string): string;
  nobody(count: string): string;
}

const words: Record<Language, Words> = {
  nb: {
    days: ['Mandag', 'Tirsdag', 'Onsdag', 'Torsdag', 'Fredag', 'Lørdag', 'Søndag'],
    numbers: ['', 'én', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti', 'elleve', 'tolv'],
    upTo: 'opptil',
    short: (count) => `mangler ${count}`,
    nobody: (count) => `ingen på vakt, ${count} trengs`,
  },
  da: {
    days: ['Mandag', 'Tirsdag', 'Onsdag', 'Torsdag', 'Fredag', 'Lørdag', 'Søndag'],
    numbers: ['', 'en', 'to', 'tre', 'fire', 'fem', 'seks', 'syv', 'otte', 'ni', 'ti', 'elleve', 'tolv'],
    upTo: 'op til',
    short: (count) => `mangler ${count}`,
    nobody: (count) => `ingen på vagt, brug for ${count}`,
  },
  sv: {
    days: ['Måndag', 'Tisdag', 'Onsdag', 'Torsdag', 'Fredag', 'Lördag', 'Söndag'],
    numbers: ['', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'],
    upTo: 'upp till',
    short: (count) => `${count} saknas`,
    nobody: (count) => `ingen på plats, ${count} behövs`,
  },
  en: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    numbers: [
      ...['', 'one', 'two', 'three', 'four', 'five', 'six'],
      ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
    ],
    upTo: 'up to',
    short: (count) => `${count} short`,
    nobody: (count) => `nobody planned, ${count} needed`,
  },
};

/** "Tuesday 11–13: two short". */
export function gapSentence(gap: Said, language: Language): string {
  const { days } = words[language];
  return `${days[gap.weekday - 1] ?? ''} ${stretch(gap.from, gap.to)}: ${shortage(gap, language)}`;
}

/** What is missing, without when: "two short". */
export function shortage({ short, varies, nobody }: Said, language: Language): string {
  const { numbers, upTo, ...say } = words[language];
  const exact = numbers[short] ?? String(short);
  const count = varies ? `${upTo} ${exact}` : exact;
  return nobody ? say.nobody(count) : say.short(count);
}

/** Whole hours without their minutes: "11–13", "11:15–13". */
export const stretch = (from: string, to: string): string => `${brief(from)}–${brief(to)}`;

const brief = (clock: string) => (clock.endsWith(':00') ? clock.slice(0, 2) : clock).replace(/^0(?=\d)/, '');
