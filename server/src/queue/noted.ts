import type { AgentStatus, Of } from './estimator/wait-event.ts';
import { canServe, type Helper, knowsEnough, needOf } from './need.ts';

/** An agent as the line sees her. */
export interface Staff extends Helper {
  id: string;
  /** Her wish. */
  isAvailable: boolean;
  isReachable: boolean;
  isDisabled: boolean;
  capacity: number;
  /** As what the line last heard of her; null: never. */
  notedAs: string | null;
}

/** Of a department: who else may help when nobody of its own is here. */
export interface Overflow {
  id: string;
  toId: string;
  /** At once, or only after a wait: then it is not counted on while somebody is here. */
  atOnce: boolean;
}

/** What is noted of every agent now, as text that is compared; null for those with no account any more. */
export function noteOf(
  staff: readonly Staff[],
  lines: readonly string[],
  overflows: readonly Overflow[],
  isDue: (agentId: string) => boolean,
): Map<string, string | null> {
  const status = (one: Staff): AgentStatus => {
    if (one.isReachable) return one.isAvailable ? 'online' : 'away';
    return isDue(one.id) ? 'due' : 'offline';
  };
  const working = staff.filter(({ isDisabled }) => !isDisabled);
  const isHere = (departmentId: string) =>
    working.some((one) => status(one) === 'online' && one.departmentIds.includes(departmentId));
  const helped = new Map(
    overflows.filter(({ id, atOnce }) => atOnce || !isHere(id)).map(({ id, toId }) => [id, toId]),
  );
  const serves = (one: Staff, line: string) => {
    const need = needOf(line);
    const helpsOut = one.departmentIds.includes(helped.get(need.departmentId) ?? '');
    return canServe(one, need) || (helpsOut && knowsEnough(one, need));
  };
  return new Map(
    staff.map((one) => [
      one.id,
      one.isDisabled
        ? null
        : JSON.stringify({
            status: status(one),
            capacity: one.capacity,
            departmentIds: lines.filter((line) => serves(one, line)),
          }),
    ]),
  );
}

/** The event that a note tells of. */
export const agentNoted = (agentId: string, notedAs: string, atMs: number): Of<'agent'> => ({
  ...{ atMs, kind: 'agent', agentId },
  ...(JSON.parse(notedAs) as Pick<Of<'agent'>, 'status' | 'capacity' | 'departmentIds'>),
});
