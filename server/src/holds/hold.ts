import type { Hold } from '@straks/shared/queue/queue.protocol.ts';
import type { HoldTable } from '../schema.ts';

/** A kept place as stored. Away, she is called when her turn nears; back, she waits like everybody else. */
export type HeldPlace = HoldTable;

/** She is called when half of those at her place would be served within so long. */
export const leadMs = 3 * 60_000;

export const isAway = ({ backMs }: HeldPlace) => backMs === null;

/** As she may see it; nothing while she waits here like everybody else. */
export function shown(hold: HeldPlace): Hold | undefined {
  if (!isAway(hold)) return undefined;
  return {
    by: hold.by as Hold['by'],
    called: hold.returnByMs === null ? null : { returnBy: hold.returnByMs },
    passedOn: hold.passedOnMs !== null,
  };
}

/**
 * Not while she is called already. Called in vain, those behind her have a while of their own first; and a line
 * that comes and goes does not call her again and again.
 */
export const mayBeCalled = (
  { calledMs, returnByMs, passedOnMs }: HeldPlace,
  returnMs: number,
  nowMs: number,
) =>
  returnByMs === null &&
  [calledMs, passedOnMs].every((beforeMs) => beforeMs === null || nowMs >= beforeMs + returnMs);
