import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRates, fullBucket, type Rate, take } from './rates.ts';

const rate: Rate = { perSecond: 2, burst: 5 };

describe('a bucket', () => {
  test('lets a burst through, then tells how long to wait, and is right about it', () => {
    const bucket = fullBucket(rate, 0);
    const waits = Array.from({ length: 6 }, () => take(bucket, rate, 0).waitMs);
    expect(waits).toEqual([0, 0, 0, 0, 0, 500]);
    expect(take(bucket, rate, 499).waitMs).toBe(1);
    expect(take(bucket, rate, 500).waitMs).toBe(0);
    expect(take(bucket, rate, 500).waitMs).toBe(500);
  });

  test('fills up to the burst and no further, however long nobody came', () => {
    const bucket = fullBucket(rate, 0);
    const waits = Array.from({ length: 6 }, () => take(bucket, rate, 3_600_000).waitMs);
    expect(waits).toEqual([0, 0, 0, 0, 0, 500]);
  });

  const anyRate = fc.record({
    perSecond: fc.oneof(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 1, max: 600 }).map((n) => n / 60),
    ),
    burst: fc.integer({ min: 1, max: 200 }),
  });
  const anyPauses = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 200 });

  test('never lets more through than the burst and the rate of the time between', () => {
    fc.assert(
      fc.property(anyRate, anyPauses, (rate, pausesMs) => {
        const bucket = fullBucket(rate, 0);
        let nowMs = 0;
        let taken = 0;
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          if (take(bucket, rate, nowMs).waitMs === 0) taken += 1;
        }
        expect(taken).toBeLessThanOrEqual(rate.burst + (nowMs / 1000) * rate.perSecond + 1e-6);
      }),
    );
  });

  test('whoever waits as long as she was told is let through', () => {
    fc.assert(
      fc.property(anyRate, anyPauses, (rate, pausesMs) => {
        const bucket = fullBucket(rate, 0);
        let nowMs = 0;
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          const { waitMs } = take(bucket, rate, nowMs);
          expect(waitMs).toBeGreaterThanOrEqual(0);
          if (waitMs === 0) continue;
          nowMs += waitMs;
          expect(take(bucket, rate, nowMs).waitMs).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a bucket for each', () => {
  test('one who hurries slows nobody else', () => {
    const rates = createRates({ perSecond: 1, burst: 1 });
    expect([rates('ada', 0).waitMs, rates('ada', 0).waitMs, rates('bo', 0).waitMs]).toEqual([0, 1_000, 0]);
  });

  test('a hundred thousand others do not make it forget whoever is still hurrying', () => {
    const rates = createRates({ perSecond: 1, burst: 1 });
    rates('ada', 0);
    for (let n = 0; n < 101_000; n += 1) {
      rates(`stranger ${n}`, 0);
      if (n % 50_000 === 0) expect(rates('ada', 0).waitMs).toBe(1_000);
    }
    expect(rates('stranger 0', 0).waitMs).toBe(0);
  });
});
