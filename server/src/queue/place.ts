import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { placeOf } from './estimator/line.ts';
import type { Of } from './estimator/wait-event.ts';
import type { Waiting, WaitState } from './estimator/wait-state.ts';

type Reason = NonNullable<Place['reason']>;

/** Somebody who may have come before others who were here already. */
export interface Cause {
  seq: number;
  line: string;
  orderMs: number;
  ticket: number;
  reason: Reason;
}

/** A chat that came back joined long before now. */
const longAgoMs = 1_000;

/** Her place: behind all who came before her in the lines that share an agent with hers, present or not. */
export function positionOf(
  { departments }: WaitState,
  who: Waiting,
  rivals: ReadonlyMap<string, readonly string[]>,
) {
  const lines = rivals.get(who.departmentId) ?? [who.departmentId];
  return lines.reduce((sum, line) => sum + placeOf(departments.get(line)?.line ?? [], who), 1);
}

/** Why somebody who joins may stand before others; null for a newcomer, who stands behind them all. */
export function causeOf(
  { waiting }: WaitState,
  { conversationId, departmentId: line, orderMs, ticket, headStartMs, atMs }: Of<'joined'>,
  seq: number,
): Cause | null {
  const before = waiting.get(conversationId);
  const cause = (reason: Reason): Cause => ({ seq, line, orderMs, ticket, reason });
  if (before) return cause(before.departmentId === line ? 'priority' : 'moved');
  if (orderMs < atMs - headStartMs - longAgoMs) return cause('returned');
  return headStartMs > 0 ? cause('priority') : null;
}

/** Why her number went up since what she was told last; who serves her may have changed too. */
export function reasonOf(
  causes: readonly Cause[],
  who: Waiting,
  rivals: ReadonlyMap<string, readonly string[]>,
  sinceSeq: number,
): Reason {
  const lines = rivals.get(who.departmentId) ?? [who.departmentId];
  const isHersOrBefore = ({ orderMs, ticket }: Cause) =>
    orderMs < who.orderMs || (orderMs === who.orderMs && ticket <= who.ticket);
  const last = causes.findLast(
    (one) => one.seq > sinceSeq && lines.includes(one.line) && isHersOrBefore(one),
  );
  return last?.reason ?? 'moved';
}
