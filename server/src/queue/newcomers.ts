import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import type { LineEnd } from '../hours/closing.ts';
import { read } from './estimator/predict.ts';
import { lineOf } from './need.ts';
import { closed, waitForNewcomer } from './wait-words.ts';
import type { Waits } from './waits.ts';

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
  { siteId, language, nowMs }: { siteId: string; language: string; nowMs: number },
  departments: readonly Department[],
  end: LineEnd | null,
) {
  const lines = await waits.now(siteId);
  const ahead = waits.ahead(lines);
  const offers = departments.map((department): Offer => {
    const departmentId = lineOf({ language, skills: [] }, department);
    const query = { departmentId, ...(end && { closesMs: end.endsMs }) };
    const answer = read(ahead, lines.state, query, nowMs);
    const isFull = answer.kind === 'closing' && answer.chance < leastChance;
    return { departmentId: department.id, wait: waitForNewcomer(answer, end, nowMs), isFull };
  });
  return { ...quickest(offers), offers, waiting: lines.state.waiting.size };
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
