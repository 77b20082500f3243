import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import type { AgentStatus, Of } from './estimator/wait-event.ts';
import { canServe, type Helper, knowsEnough, type Need, needOf } from './need.ts';

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

export const overflowsOf = (departments: readonly Pick<Department, 'id' | 'overflow'>[]): Overflow[] =>
  departments.flatMap(({ id, overflow }) =>
    overflow ? [{ id, toId: overflow.toId, atOnce: overflow.afterMs === 0 }] : [],
  );

/** Whether she can be given a chat, if not now. */
const isHere = ({ isDisabled, isReachable, isAvailable, capacity }: Staff) =>
  !isDisabled && isReachable && isAvailable && capacity > 0;

/** Which agent is counted on in which line: those of its department, and who helps it where none of them is here. */
export function serving(staff: readonly Staff[], overflows: readonly Overflow[]) {
  const here = staff.filter(isHere);
  const helped = new Map(overflows.map((overflow) => [overflow.id, overflow]));
  const known = new Map<string, boolean>();
  const isAlone = (line: string, need: Need) => {
    const is = known.get(line) ?? !here.some((one) => canServe(one, need));
    known.set(line, is);
    return is;
  };
  return (one: Staff, line: string): boolean => {
    const need = needOf(line);
    if (canServe(one, need)) return true;
    const help = helped.get(need.departmentId);
    const helpsOut = help && one.departmentIds.includes(help.toId) && knowsEnough(one, need);
    return !!helpsOut && (help.atOnce || isAlone(line, need));
  };
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
  const serves = serving(staff, overflows);
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
