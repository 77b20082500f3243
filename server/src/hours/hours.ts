import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { Refusal } from '../platform/errors.ts';
import { faultIn } from './checked.ts';
import type { Opening } from './opening.ts';
import { opening } from './opening.ts';

const lookAgainMs = 24 * 3_600_000;

/** Refuses hours that no week can have, naming the place that is wrong. */
export function checkHours(hours: Hours) {
  const fault = faultIn(hours);
  if (fault) throw new Refusal('bad_request', { detail: fault.slice(0, 200) });
}

/** Opening hours, asked for on every page of every site: each answer is kept until it changes. */
export function createHours() {
  const known = new WeakMap<Hours, Opening & { fromMs: number; untilMs: number }>();

  return {
    opening(hours: Hours, nowMs: number): Opening {
      const last = known.get(hours);
      if (last && last.fromMs <= nowMs && nowMs < last.untilMs) return last;
      const { open, opensAtMs, closesAtMs } = opening(hours, nowMs);
      const untilMs = Math.min(opensAtMs ?? closesAtMs ?? Infinity, nowMs + lookAgainMs);
      const fresh = Object.freeze({ open, opensAtMs, closesAtMs, fromMs: nowMs, untilMs });
      known.set(hours, fresh);
      return fresh;
    },
  };
}

export type HoursDoor = ReturnType<typeof createHours>;
