import { afterEach, describe, expect, it } from 'vitest';
import { languages, preferred, speak, words } from './language.ts';
import { clock, dayName, runningClock } from './time.ts';

afterEach(() => speak('en'));

describe('the language of the console', () => {
  it('is the first of the browser’s that we speak', () => {
    expect(preferred(['nn-NO', 'en'])).toBe('nb');
    expect(preferred(['fi-FI', 'sv-FI'])).toBe('sv');
    expect(preferred(['de'])).toBe('en');
  });

  it('has seven days and its own words in every language', () => {
    for (const [code, own] of Object.entries(languages)) {
      expect(own.settings.days).toHaveLength(7);
      if (code !== 'en') expect(own.inbox.sections.waiting).not.toBe(languages.en.inbox.sections.waiting);
    }
  });
});

describe('times', () => {
  const evening = new Date(2026, 9, 25, 20, 5).getTime();

  it('are told on a 24-hour clock with a colon in every language', () => {
    for (const code of ['nb', 'da', 'sv', 'en'] as const) {
      speak(code);
      expect(clock(evening)).toBe('20:05');
      expect(clock(new Date(2026, 0, 1, 0, 7).getTime())).toBe('00:07');
    }
  });

  it('run in seconds, then minutes, hours, days', () => {
    const ms = [0, 61_000, 3_661_000, 50 * 3_600_000, -5_000];
    expect(ms.map(runningClock)).toEqual(['0:00', '1:01', '1 h 1 min', '2 d', '0:00']);
  });

  it('know yesterday on the day that has 25 hours', () => {
    speak('nb');
    const lateThatNight = new Date(2026, 9, 25, 23, 30).getTime();
    expect(dayName(new Date(2026, 9, 24, 0, 10).getTime(), lateThatNight)).toBe(words().messages.yesterday);
    expect(dayName(new Date(2026, 9, 23, 12, 0).getTime(), lateThatNight)).toBe('Fredag 23. oktober');
  });
});
