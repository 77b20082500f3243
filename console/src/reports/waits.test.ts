import type { Kept } from '@straks/shared/reports/reports.protocol.ts';
import { describe, expect, it } from 'vitest';
import type { Api } from '../connection/api.ts';
import type { LanguageCode } from '../language/language.ts';
import { languages, speak } from '../language/language.ts';
import { beside, longest, scaleTo } from './scale.ts';
import { createWaits, daysIn, verdictOf } from './waits.model.ts';
import { length, waitsWords } from './words.ts';

const kept = (low: number, high: number, few = false): Kept => ({
  ...{ told: 100, kept: 80, broken: 20, unknown: 0, percent: 80, low, high, few },
});

describe('a verdict', () => {
  it('is only what is certain', () => {
    expect(verdictOf(kept(71, 87))).toBe('good');
    expect(verdictOf(kept(60, 75.9))).toBe('short');
    expect(verdictOf(kept(60, 76))).toBe('good');
    expect(verdictOf(kept(86.1, 95))).toBe('long');
    expect(verdictOf(kept(10, 40, true))).toBe('few');
  });
});

describe('both axes', () => {
  it('are alike and give short waits more room', () => {
    const { at, ticks, maxMs } = scaleTo(18 * 60_000);
    expect(maxMs).toBe(20 * 60_000);
    expect([at(0), at(5 * 60_000), at(maxMs), at(2 * maxMs), at(-1)]).toEqual([0, 0.5, 1, 1, 0]);
    expect(ticks.at(-1)).toBe(maxMs);
    for (const [place, tick] of ticks.slice(1).entries()) {
      expect(at(tick) - at(ticks[place] ?? 0)).toBeGreaterThanOrEqual(0.13);
    }
  });

  it('reach as far as what was told; one who waited all day squeezes nobody', () => {
    const all = Array.from({ length: 100 }, () => ({ withinMs: 600_000, livedMs: 300_000 }));
    expect(longest([...all, { withinMs: 600_000, livedMs: 86_400_000 }])).toBe(600_000);
    expect(longest([])).toBe(60_000);
  });

  it('dots lie beside each other, not on each other', () => {
    const places = Array.from({ length: 40 }, (_, place) => beside(place));
    expect(new Set(places.map((one) => one.toFixed(5))).size).toBe(40);
    expect(places.every((one) => Math.abs(one) <= 0.011)).toBe(true);
  });
});

describe('the page', () => {
  it('asks for what was chosen, keeps the rest, and shows only what was asked for last', async () => {
    const asked: unknown[] = [];
    const answers: ((answer: object) => void)[] = [];
    const api = ((_: string, { query }: { query: object }) => {
      asked.push(query);
      return new Promise((resolve) => answers.push(resolve));
    }) as unknown as Api;
    const waits = createWaits(api);
    const first = waits.show({});
    const second = waits.showLast(7, '2026-11-21');
    answers[1]?.({ ok: true, report: { from: '2026-11-15' } });
    await second;
    answers[0]?.({ ok: true, report: { from: 'long ago' } });
    await first;
    expect(waits.state.get()).toMatchObject({ report: { from: '2026-11-15' } });
    void waits.ofDepartment('department-shop-01');
    void waits.ofDepartment(null);
    expect(asked.slice(1)).toEqual([
      { from: '2026-11-15', to: '2026-11-21' },
      { from: '2026-11-15', to: '2026-11-21', departmentId: 'department-shop-01' },
      { from: '2026-11-15', to: '2026-11-21' },
    ]);
    expect(daysIn({ from: '2026-03-28', to: '2026-03-30' })).toBe(3);
  });

  it('says lengths as they are felt, in every language', () => {
    for (const one of Object.keys(languages) as LanguageCode[]) {
      speak(one);
      expect(length(40_000)).toMatch(/^40/);
      expect(length(4.4 * 60_000)).toMatch(/^4/);
      expect(length(80 * 60_000)).toMatch(/^80/);
      expect(length(125 * 60_000)).toMatch(/^2.*5/);
      expect(Object.values(waitsWords().verdicts).every((verdict) => verdict.endsWith('.'))).toBe(true);
    }
  });
});
