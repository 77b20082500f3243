import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import type { LineEnd } from '../hours/closing.ts';
import { asIf } from './estimator/as-if.ts';
import type { Forecast } from './estimator/forecast.ts';
import { type Answer, predict, read } from './estimator/predict.ts';
import { type Asked, lineOf } from './need.ts';
import { overflowsOf, serving } from './noted.ts';
import { closed, waitForNewcomer } from './wait-words.ts';
import type { Lines, Waits } from './waits.ts';

export interface Offer {
  departmentId: string | null;
  wait: Wait;
  /** Served before closing only by great luck: nobody joins this line any more. */
  isFull: boolean;
}

/** Below this chance to be served before closing nobody is let into the line. */
const leastChance = 0.2;
const order: Wait['kind'][] = ['now', 'range', 'closing', 'unknown', 'away', 'closed'];

/** What somebody who came now would be told, by department, and where it is quickest. */
export async function offersTo(
  waits: Waits,
  { siteId, nowMs, ...asked }: Asked & { siteId: string; nowMs: number },
  departments: readonly Department[],
  end: LineEnd | null,
) {
  const lines = await waits.now(siteId);
  const ahead = waits.ahead(lines);
  const offers = departments.map((department) => {
    const skills = knownOf(lines, department, asked);
    const answer = answerTo(lines, ahead, department, { ...asked, skills }, end, nowMs);
    const isFull = answer.kind === 'closing' && answer.chance < leastChance;
    const wait = waitForNewcomer(answer, end, nowMs);
    return { departmentId: department.id, wait, isFull, known: skills.length };
  });
  // Where nobody knows what she asks for she is not sent, as long as others do.
  const most = Math.max(0, ...offers.map(({ known }) => known));
  const { departmentId, wait, isFull } = quickest(offers.filter(({ known }) => known === most));
  return { departmentId, wait, isFull, offers, waiting: lines.state.waiting.size };
}

/** Those of the skills she asks for that anybody of a department has: others are not waited for. */
function knownOf({ staff }: Lines, { id }: Department, { skills }: Asked): string[] {
  const members = staff.filter(({ departmentIds }) => departmentIds.includes(id));
  return skills.filter((skill) => members.some((member) => member.skills.includes(skill)));
}

function answerTo(
  { state, staff }: Lines,
  ahead: Forecast,
  department: Department,
  asked: Asked,
  end: LineEnd | null,
  nowMs: number,
): Answer {
  const ofDepartment = lineOf({ ...asked, skills: [] }, department);
  const line = lineOf(asked, department);
  const query = { departmentId: line, ...(end && { closesMs: end.endsMs }) };
  const isKnown = line === ofDepartment || state.departments.get(line)?.line.length;
  if (isKnown) return read(ahead, state, query, nowMs);
  // Agents are asked for the lines that there are; nobody has stood in this one yet.
  const serves = serving(staff, overflowsOf([department]));
  const able = new Set(staff.filter((one) => serves(one, line)).map(({ id }) => id));
  return predict(asIf(state, line, ofDepartment, able), query, nowMs);
}

function quickest(offers: readonly Offer[]): Offer {
  const sorted = offers.toSorted(
    ({ wait: a, isFull }, { wait: b, isFull: isOtherFull }) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      Number(isFull) - Number(isOtherFull) ||
      (a.kind === 'range' && b.kind === 'range' ? a.withinMs - b.withinMs : 0),
  );
  return sorted[0] ?? { departmentId: null, wait: closed, isFull: false };
}
