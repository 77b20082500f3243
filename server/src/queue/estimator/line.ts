import { held } from './calibration.ts';
import { departmentOf, type Waiting, type WaitState } from './wait-state.ts';

/** So long we remember who left, to learn when her turn would have been. */
const absentMs = 3_600_000;

export function enter(state: WaitState, who: Waiting): void {
  const { line } = departmentOf(state, who.departmentId);
  line.splice(placeOf(line, who), 0, who);
  state.waiting.set(who.conversationId, who);
}

export function leave(state: WaitState, who: Waiting): void {
  const { line } = departmentOf(state, who.departmentId);
  line.splice(placeOf(line, who), 1);
  state.waiting.delete(who.conversationId);
}

/** She is not here; her turn is noticed when it passes. */
export function miss(
  state: WaitState,
  { conversationId, departmentId, orderMs }: Waiting,
  atMs: number,
): void {
  const { open } = state.calibration;
  if (!open.has(conversationId)) return;
  const { absent } = departmentOf(state, departmentId);
  absent.splice(
    firstPlace(absent, (other) => other.orderMs > orderMs),
    0,
    { conversationId, orderMs },
  );
  for (let first = absent[0]; first && first.orderMs < atMs - absentMs; first = absent[0]) {
    absent.shift();
    if (!state.waiting.has(first.conversationId)) open.delete(first.conversationId);
  }
}

/** She is here, or her turn is now: none passes without her. Whether she was missed until now. */
export function found({ departments }: WaitState, { conversationId, departmentId }: Waiting): boolean {
  const absent = departments.get(departmentId)?.absent ?? [];
  const place = absent.findIndex((one) => one.conversationId === conversationId);
  if (place >= 0) absent.splice(place, 1);
  return place >= 0;
}

/** She left, and joins anew: what she was told before is held against nothing any more. */
export function forgetMissed({ departments, calibration }: WaitState, conversationId: string): void {
  if (!calibration.open.delete(conversationId)) return;
  for (const { absent } of departments.values()) {
    const place = absent.findIndex((one) => one.conversationId === conversationId);
    if (place >= 0) absent.splice(place, 1);
  }
}

/** Everybody absent who stood before this one would have been served by now. */
export function turnsPassed(
  state: WaitState,
  departmentIds: readonly string[],
  orderMs: number,
  atMs: number,
): void {
  for (const departmentId of departmentIds) {
    const absent = state.departments.get(departmentId)?.absent ?? [];
    if (absent.length === 0) continue;
    const passed = firstPlace(absent, (other) => other.orderMs > orderMs);
    for (const { conversationId } of absent.splice(0, passed)) {
      held(state.calibration, conversationId, atMs);
      state.passed.push({ conversationId, atMs });
    }
  }
}

/** How many of this line are served before her, who may stand in another. */
export const placeOf = (line: readonly Waiting[], who: Pick<Waiting, 'orderMs' | 'ticket'>): number =>
  firstPlace(
    line,
    ({ orderMs, ticket }) => orderMs > who.orderMs || (orderMs === who.orderMs && ticket >= who.ticket),
  );

/** The first place of a sorted list from which on this is true. */
function firstPlace<One>(sorted: readonly One[], isAfter: (one: One) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isAfter(sorted[middle] as One)) to = middle;
    else from = middle + 1;
  }
  return from;
}
