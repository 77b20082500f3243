import type { Entry } from './dump.ts';
import type { Evidence } from './evidence.ts';
import type { State } from './lifecycle.ts';
import type { LineOf } from './line.ts';
import type { Finding } from './report.ts';
import { unproven, violation } from './report.ts';

type Coming = LineOf<'joined'> | LineOf<'left'>;
/** A time in which no client of a visitor was there. `back` is null if she was not seen again. */
type Absence = { left: Coming; back: Coming | null; fromMs: number; toMs: number; forGood: boolean };

/** I12: back within the grace she has the same ticket; after the grace there is exactly one "left". */
export function* graceHeld(e: Evidence): Generator<Finding> {
  const comings = [...e.of.joined, ...e.of.left]
    .filter(({ phase }) => phase === 'ok')
    .sort((a, b) => a.t - b.t);
  const visitorOf = ({ conversation }: Coming) => {
    const known = e.conversations.get(conversation);
    return known ? `${known.siteId} ${known.visitorId}` : conversation;
  };
  const visitors = Map.groupBy(comings, visitorOf);
  const absences = new Map([...visitors].map(([visitor, own]) => [visitor, absencesOf(own, e.endMs)]));
  const all = [...absences.values()].flat();
  for (const absence of all) {
    yield* cameBack(e, absence);
    yield* oneGoodbye(e, absence);
  }
  yield* leftWhileHere(e, absences);
  if (!all.some((each) => isBrief(e, each))) yield unproven('I12', 'nobody came back within the grace');
  if (!all.some((each) => isLong(e, each))) yield unproven('I12', 'nobody stayed away longer than the grace');
}

function absencesOf(comings: Coming[], endMs: number): Absence[] {
  const here = new Set<string>();
  const absences: Absence[] = [];
  let left: Coming | null = null;
  for (const coming of comings) {
    if (coming.op === 'joined') {
      if (left) absences.push(absence(left, coming, coming.t));
      left = null;
      here.add(coming.client);
    } else if (here.delete(coming.client) && here.size === 0) left = coming;
  }
  return left ? [...absences, absence(left, null, endMs)] : absences;
}

const absence = (left: Coming, back: Coming | null, toMs: number): Absence => ({
  left,
  back,
  fromMs: left.t,
  toMs,
  forGood: left.op === 'left' && left.forGood === true,
});

function* cameBack(e: Evidence, absence: Absence): Generator<Finding> {
  const { left, back, fromMs, toMs } = absence;
  if (!back || !isBrief(e, absence) || back.conversation === left.conversation) return;
  if (wasEnded(e, left.conversation, toMs)) return;
  const says = `back after ${toMs - fromMs} ms and given another conversation than ${left.conversation}`;
  yield violation('I12', says, { conversation: back.conversation, client: back.client, t: toMs });
}

function* oneGoodbye(e: Evidence, absence: Absence): Generator<Finding> {
  const { left, fromMs, toMs, forGood } = absence;
  if (forGood) return;
  const { conversation, client } = left;
  const where = { conversation, client, t: fromMs };
  const goodbyes = goodbyesOf(e, conversation).filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const early = goodbyes.find(({ atMs }) => atMs < fromMs + e.options.graceMs - e.options.graceSlackMs);
  if (early) yield violation('I12', `"left" after ${early.atMs - fromMs} ms of absence`, where);
  else if (goodbyes.length > 1) yield violation('I12', `"left" ${goodbyes.length} times`, where);
  if (goodbyes.length > 0 || !isLong(e, absence)) return;
  if (stateAt(e, conversation, dueMs(e, fromMs)) !== 'waiting') return;
  yield violation('I12', `away for ${toMs - fromMs} ms, and no "left"`, where);
}

const isBrief = ({ options }: Evidence, { back, fromMs, toMs, forGood }: Absence): boolean =>
  back !== null && !forGood && toMs - fromMs <= options.graceMs - options.graceSlackMs;

const isLong = (e: Evidence, { fromMs, toMs, forGood }: Absence): boolean =>
  !forGood && toMs >= dueMs(e, fromMs);

/** When "left" is overdue. A server that was down meanwhile may count her grace from its own return. */
function dueMs({ faults, options }: Evidence, fromMs: number): number {
  const withinMs = options.graceMs + options.graceSlackMs;
  return faults.reduce((due, { startMs, endMs }) => {
    const over = endMs ?? Infinity;
    return startMs <= due && over >= fromMs ? Math.max(due, over + withinMs) : due;
  }, fromMs + withinMs);
}

/** "left" of a visitor who was there, or who had left a first time. */
function* leftWhileHere(e: Evidence, absences: Map<string, Absence[]>): Generator<Finding> {
  for (const { id, siteId, visitorId } of e.dump.conversations) {
    const away = absences.get(`${siteId} ${visitorId}`);
    if (!away) continue;
    for (const { atMs, seq } of goodbyesOf(e, id)) {
      const slack = e.options.graceSlackMs;
      if (away.some(({ fromMs, toMs }) => fromMs <= atMs + slack && atMs <= toMs + slack)) continue;
      yield violation('I12', '"left" while she was there', { conversation: id, seq, t: atMs });
    }
  }
}

/** Said for her by the server; a goodbye of her own needs no grace. */
const goodbyesOf = (e: Evidence, conversation: string): Entry[] =>
  (e.logs.get(conversation) ?? []).filter(({ kind, data }) => kind === 'left' && data?.reason !== 'visitor');

/** Ended by somebody, not dropped: a chat the server closes on its own while she is away is a lost place. */
function wasEnded(e: Evidence, conversation: string, t: number): boolean {
  const last = e.steps.get(conversation)?.findLast(({ entry }) => entry.atMs <= t);
  if (!last || last.to === 'case' || last.entry.kind === 'left') return true;
  return last.to === 'closed' && (last.from === 'active' || last.entry.data?.by !== undefined);
}

function stateAt(e: Evidence, conversation: string, t: number): State {
  return e.steps.get(conversation)?.findLast(({ entry }) => entry.atMs <= t)?.to ?? 'none';
}
