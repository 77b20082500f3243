import { expect, test } from 'vitest';
import { rehearse } from './day.ts';
import { smallCentre } from './demand.ts';

test('an hour of a busy centre: everybody is served or goes, and what is told stands on the screen', async () => {
  const rush = { ...smallCentre, hours: 1, agents: 3, load: [1.3, 1.3] };
  const day = await rehearse({ plan: rush, pace: 180, seed: 7, browsers: 2, says() {} });
  expect(day.stuck).toBe(0);
  expect(day.visitors).toBeGreaterThan(15);
  // Null when no number stood long enough to be read at this pace.
  expect(day.readPercent ?? 100).toBeGreaterThanOrEqual(80);
});
