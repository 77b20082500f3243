import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endsPerMs, type Stream, serviceOf } from './erlang.ts';
import { type Demand, neededAgents, serviceWith } from './needed.ts';

const minuteMs = 60_000;

/** One chat each: M/M/n+M, in chats a minute and minutes. */
const callCentre = (
  agents: number,
  come: number,
  serviceMinutes: number,
  patienceMinutes: number,
): Stream => ({
  comePerMs: come / minuteMs,
  givesUpPerMs: 1 / (patienceMinutes * minuteMs),
  endsPerMs: endsPerMs(new Array(agents).fill(1), serviceMinutes * minuteMs, 0),
});
const forEver = Number.POSITIVE_INFINITY;

describe('against what is known', () => {
  test.each([
    // Erlang C: the chance to wait, of agents and load, as in its tables.
    [1, 0.5, 0.5],
    [2, 1, 0.3333],
    [5, 4, 0.5541],
    [10, 8, 0.4092],
    [50, 48, 0.6945],
  ])('%i agents with a load of %f and patience without end: %f wait', (agents, load, wait) => {
    const stream = callCentre(agents, load, 1, forEver);
    const at = (minutes: number) => 1 - serviceOf(stream, minutes * minuteMs).withinShare;
    expect(at(0)).toBeCloseTo(wait, 3);
    // Whoever waits, waits an exponential time.
    expect(at(0.4)).toBeCloseTo(at(0) * Math.exp(-(agents - load) * 0.4), 6);
    expect(serviceOf(stream, 0)).toMatchObject({
      gaveUpShare: 0,
      busyShare: expect.closeTo(load / agents, 6),
    });
    expect(serviceOf(stream, 0).waitMs).toBeCloseTo((at(0) / (agents - load)) * minuteMs, 3);
  });

  test('the example of Garnett, Mandelbaum and Reiman: 50 agents, 48 calls a minute', () => {
    const patient = serviceOf(callCentre(50, 48, 1, forEver), 0);
    expect(patient.waitMs / 1_000).toBeCloseTo(20.8, 1);
    expect(patient.busyShare).toBeCloseTo(0.96, 3);
    const real = serviceOf(callCentre(50, 48, 1, 2), 0);
    expect(real.gaveUpShare).toBeCloseTo(0.031, 3);
    expect(real.waitMs / 1_000).toBeCloseTo(3.7, 1);
    expect(real.busyShare).toBeCloseTo(0.93, 2);
  });

  test('who gives up as fast as she would be served makes it M/M/∞: the places taken are Poisson', () => {
    const load = 7;
    const poisson = (k: number) =>
      Array.from({ length: k }, (_, i) => load / (i + 1)).reduce((a, b) => a * b, 1);
    const below = Array.from({ length: 9 }, (_, k) => poisson(k)).reduce((a, b) => a + b, 0);
    expect(serviceOf(callCentre(9, load, 1, 1), 0).withinShare).toBeCloseTo(below * Math.exp(-load), 9);
  });
});

/** The chain and one visitor in it, step by small step: slow, and nothing but the definition. */
function stepByStep({ comePerMs, givesUpPerMs, endsPerMs: ends }: Stream, withinMs: number): number {
  const places = ends.length;
  const most = places + 60;
  const leave = (k: number) => (ends[Math.min(k, places) - 1] ?? 0) + Math.max(0, k - places) * givesUpPerMs;
  const chances = [1];
  for (let k = 1; k <= most; k += 1) chances.push(((chances[k - 1] ?? 0) * comePerMs) / leave(k));
  const all = chances.reduce((a, b) => a + b, 0);
  let waiting = chances.slice(places).map((chance) => chance / all);
  let answered = chances.slice(0, places).reduce((a, b) => a + b, 0) / all;
  const steps = 20_000;
  const stepMs = withinMs / steps;
  const full = ends.at(-1) ?? 0;
  for (let step = 0; step < steps; step += 1) {
    answered += (waiting[0] ?? 0) * full * stepMs;
    waiting = waiting.map((chance, ahead) => {
      const next = (waiting[ahead + 1] ?? 0) * (full + (ahead + 1) * givesUpPerMs);
      return chance + stepMs * (next - chance * (full + (ahead + 1) * givesUpPerMs));
    });
  }
  return answered;
}

const demands = fc.record({
  comePerMs: fc.double({ min: 0.05, max: 6, noNaN: true }).map((perMinute) => perMinute / minuteMs),
  workMs: fc.double({ min: 1, max: 12, noNaN: true }).map((minutes) => minutes * minuteMs),
  patienceMs: fc.double({ min: 0.5, max: 30, noNaN: true }).map((minutes) => minutes * minuteMs),
  slowDown: fc.double({ min: 0, max: 0.6, noNaN: true }),
});
const teams = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
const times = fc.integer({ min: 1_000, max: 300_000 });

describe('against the chain itself', () => {
  test('the share answered in time is what small steps give, also with several chats each', () => {
    fc.assert(
      fc.property(demands, teams, times, (demand, team, withinMs) => {
        const ends = endsPerMs(team, demand.workMs, demand.slowDown);
        const stream = { comePerMs: demand.comePerMs, givesUpPerMs: 1 / demand.patienceMs, endsPerMs: ends };
        // Lines too long for the slow way are left to the next property.
        fc.pre(demand.comePerMs < 0.9 * (ends.at(-1) ?? 0));
        expect(serviceOf(stream, withinMs).withinShare).toBeCloseTo(stepByStep(stream, withinMs), 3);
      }),
      { numRuns: 25 },
    );
  });

  test('what comes is what is served and what gives up', () => {
    fc.assert(
      fc.property(demands, teams, (demand, team) => {
        const { withinShare, gaveUpShare } = serviceWith(demand, team, 1e9);
        expect(withinShare + gaveUpShare).toBeCloseTo(1, 6);
      }),
      { numRuns: 200 },
    );
  });
});

describe('more is never worse', () => {
  test('one more agent, one more place, more time or less work', () => {
    fc.assert(
      fc.property(
        demands,
        teams,
        times,
        fc.integer({ min: 1, max: 5 }),
        (demand, team, withinMs, capacity) => {
          const share = (d: Demand, who: number[], ms: number) => serviceWith(d, who, ms).withinShare;
          const now = share(demand, team, withinMs) - 1e-9;
          expect(share(demand, [...team, capacity], withinMs)).toBeGreaterThanOrEqual(now);
          expect(share(demand, team, withinMs * 1.5)).toBeGreaterThanOrEqual(now);
          expect(share({ ...demand, workMs: demand.workMs * 0.8 }, team, withinMs)).toBeGreaterThanOrEqual(
            now,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('every number is a share, whatever the load', () => {
    const wild = fc.record({
      comePerMs: fc.double({ min: 0, max: 0.05, noNaN: true }),
      workMs: fc.double({ min: 1_000, max: 10_000_000, noNaN: true }),
      patienceMs: fc.double({ min: 1_000, max: 100_000_000, noNaN: true }),
      slowDown: fc.double({ min: 0, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(
        wild,
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 }),
        times,
        (demand, team, ms) => {
          const { waitMs, ...shares } = serviceWith(demand, team, ms);
          for (const share of Object.values(shares)) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1 + 1e-9);
          }
          expect(waitMs).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('how many are needed', () => {
  const target = { percent: 80, withinMs: minuteMs };
  const quiet: Demand = {
    comePerMs: 0.05 / minuteMs,
    workMs: 8 * minuteMs,
    patienceMs: 15 * minuteMs,
    slowDown: 0.2,
  };

  test('nobody for nobody, and the fewest who meet the target for the others', () => {
    expect(neededAgents({ ...quiet, comePerMs: 0 }, 3, target)).toBe(0);
    fc.assert(
      fc.property(
        demands,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 10, max: 95 }),
        (demand, capacity, percent) => {
          const needed = neededAgents(demand, capacity, { percent, withinMs: minuteMs });
          const reached = (agents: number) =>
            serviceWith(demand, new Array(agents).fill(capacity), minuteMs).withinShare * 100;
          expect(reached(needed)).toBeGreaterThanOrEqual(percent);
          if (needed > 1) expect(reached(needed - 1)).toBeLessThan(percent);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('agents with three chats each are fewer than agents with one, but more than a third of them', () => {
    const busy = { ...quiet, comePerMs: 1.5 / minuteMs };
    const [one, three] = [neededAgents(busy, 1, target), neededAgents(busy, 3, target)];
    expect(three).toBeLessThan(one);
    expect(three).toBeGreaterThan(one / 3);
    expect([one, three]).toEqual([15, 7]);
  });
});
