import type { Span } from '@straks/shared/hours/hours.protocol.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpan, closingOf, faultOfDays, faultOfWeek, mondayForAll, spansOf, timeOf } from './week.ts';

describe('the week', () => {
  it('grows by spans that can always be saved', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 12 }), (days) => {
        let spans: Span[] = [];
        for (const day of days) {
          const full = spansOf(spans, day).at(-1)?.to === '24:00';
          if (!full) spans = addSpan(spans, day);
          expect(faultOfWeek(spans)).toBeNull();
        }
      }),
    );
  });

  it('takes monday for the working days and leaves the weekend alone', () => {
    const saturday = { day: 6, from: '10:00', to: '14:00' };
    const spans = mondayForAll([
      { day: 1, from: '08:00', to: '12:00' },
      { day: 3, from: '20:00', to: '21:00' },
      saturday,
    ]);
    expect(spans.filter(({ from }) => from === '08:00').map(({ day }) => day)).toEqual([1, 2, 3, 4, 5]);
    expect(spans).toContainEqual(saturday);
    expect(spans).toHaveLength(6);
  });

  it('tells the day on which something is wrong', () => {
    expect(faultOfWeek([{ day: 2, from: '16:00', to: '09:00' }])).toEqual({ kind: 'bad_span', day: 2 });
    expect(faultOfWeek([{ day: 2, from: 'nine', to: '17:00' }])).toEqual({ kind: 'bad_span', day: 2 });
    const overlapping = [
      { day: 5, from: '12:00', to: '16:00' },
      { day: 5, from: '09:00', to: '12:30' },
    ];
    expect(faultOfWeek(overlapping)).toEqual({ kind: 'overlap', day: 5 });
  });

  it('understands times as people type them', () => {
    expect(['9', '930', '9.30', '09:30', '24', '25', 'noon'].map(timeOf)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '09:30',
      '24:00',
      '25',
      'noon',
    ]);
    expect(closingOf('00:00')).toBe('24:00');
  });
});

describe('closed days', () => {
  it('each need a date, and only one line', () => {
    expect(faultOfDays([{ date: '', name: 'Påske' }])).toEqual({ kind: 'bad_date' });
    const twice = [
      { date: '2026-12-24', name: 'Julaften' },
      { date: '2026-12-24', name: '' },
    ];
    expect(faultOfDays(twice)).toEqual({ kind: 'double_date', date: '2026-12-24' });
  });
});
