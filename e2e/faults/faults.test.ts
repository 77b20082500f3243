import { expect, test } from 'vitest';
import { headsMs, run } from './run.ts';

test('the server is killed twice while a house is talking, and every promise is kept', async () => {
  const { report, faultsFound } = await run({
    ...{ fault: 'kill9', nodes: 1, times: 2, seed: 3, visitors: 14, agents: 3, capacity: 3, perSecond: 40 },
    calmMs: headsMs,
    progress() {},
  });
  expect(report.violations).toEqual([]);
  expect(faultsFound).toEqual([]);
  expect(report.figures.acked).toBeGreaterThan(100);
  expect(report.figures.listsCompared).toBeGreaterThan(10);
});
