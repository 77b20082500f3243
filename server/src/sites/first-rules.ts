import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';

const minuteMs = 60_000;

/** The rules a site begins with; those it has never set stay these. */
export const firstRules: RoutingRules = {
  spread: 'least_loaded',
  acceptMs: 45_000,
  silentMs: 3 * minuteMs,
  ringsToEscalate: 2,
  lastAgentPatienceMs: minuteMs / 2,
  headStartMs: { high: 5 * minuteMs, urgent: 30 * minuteMs },
  asleepAfterMs: 10 * minuteMs,
  drainMs: 15 * minuteMs,
  returnMs: 5 * minuteMs,
};
