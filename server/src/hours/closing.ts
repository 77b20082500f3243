import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { opening } from './opening.ts';

/** The end of the day for those in line: when we close, and until when they are served after that. */
export interface LineEnd {
  closesAtMs: number;
  endsMs: number;
}

/** When the line that stands now is sent home: null when never, `over` when it should be gone by now. */
export function lineEnd(hours: Hours, drainMs: number, nowMs: number): LineEnd | 'over' | null {
  const before = opening(hours, nowMs - drainMs);
  const now = opening(hours, nowMs);
  // Open without a break, or open again: it is today's closing that counts.
  if (now.open) {
    if (now.closesAtMs === null) return null;
    return { closesAtMs: now.closesAtMs, endsMs: now.closesAtMs + drainMs };
  }
  if (!before.open || before.closesAtMs === null) return 'over';
  return { closesAtMs: before.closesAtMs, endsMs: before.closesAtMs + drainMs };
}
