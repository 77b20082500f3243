import type { Hold, Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { LineEnd } from '../hours/closing.ts';
import type { Forecast } from './estimator/forecast.ts';
import { type Answer, read } from './estimator/predict.ts';
import type { Waiting } from './estimator/wait-state.ts';
import { positionOf, reasonOf } from './place.ts';
import type { Met, ToldRow } from './told.store.ts';
import { isVague, type Told, tell } from './told.ts';
import { closed, waitInLine } from './wait-words.ts';
import type { Lines } from './waits.ts';

/** What is said of a place. */
interface Words {
  position: number | null;
  /** Null: nothing was said yet. */
  wait: Wait | null;
  reason: Place['reason'];
  slip: Place['slip'];
  hold: Hold | undefined;
}

/**
 * What somebody in line was said last; the number that she reads sticks to it. There is one for each of thousands, changed in place:
 * what is made anew each second grows old, and is then dear to forget.
 */
export interface Said extends Words {
  visitorId: string;
  sinceMs: number;
  told: Told | null;
  /** How often she was told a range, in all her waits of this conversation. */
  times: number;
  /** Up to where the line was known when she was said it. */
  seq: number;
  /** She has not heard it yet. */
  isNews: boolean;
  /** The stay in line in which it was said: who leaves the line and is back in it stands there anew. Null: not here. */
  stay: Pick<Waiting, 'ticket' | 'joinedMs'> | null;
}

/** The number she was said last, how often she had been told a range by then, and up to where the line was known. */
export interface Heard {
  position: number;
  times: number;
  seq: number;
}

/** All that a place is made from, the same for everybody in line. */
export interface Moment {
  siteId: string;
  lines: Lines;
  rivals: ReadonlyMap<string, readonly string[]>;
  ahead: Forecast;
  end: LineEnd | 'over' | null;
  nowMs: number;
  holds: ReadonlyMap<string, Hold>;
}

/** What to say to her now, and the row to keep of it when she is told a new range. */
export interface Saying {
  said: Omit<Said, 'visitorId' | 'sinceMs'>;
  row: ToldRow | null;
  /** The first she is told in this wait: what she may hold against us, and we against ourselves. */
  first: (Answer & { kind: 'range' }) | null;
}

/** Goes on with what she was told before this process met her, or met her again: then it knows her number too. */
export function rememberedAs({ visitorId, sinceMs, rows }: Met, heard?: Heard): Said {
  const open = rows.filter(({ outcome }) => outcome === null);
  const isOfThisStay = open.length > 0 || rows.length === 0;
  // Told elsewhere since then, she heard another number there.
  const own = heard && isOfThisStay && heard.times === rows.length ? heard : null;
  return {
    ...{ visitorId, sinceMs, told: toldBy(open), times: rows.length },
    ...{ position: own?.position ?? open.at(-1)?.position ?? null, seq: own?.seq ?? 0 },
    ...{ wait: null, reason: undefined, slip: undefined, hold: undefined, isNews: false, stay: null },
  };
}

/** The promise is the newest that went up or was renewed, as `told.ts` makes it. */
function toldBy(rows: readonly ToldRow[]): Told | null {
  return rows.reduce<Told | null>((before, { atMs, aboutMs, withinMs, q50Ms, q80Ms }) => {
    const isKept =
      before && aboutMs <= before.aboutMs && withinMs <= before.withinMs && atMs <= before.promisedMs;
    const promisedMs = isKept ? before.promisedMs : atMs + withinMs;
    const rising = { aboutSinceMs: null, withinSinceMs: null };
    const vague = isVague({ q50Ms, q80Ms });
    return { aboutMs, withinMs, rose: false, promisedMs, late: false, vague, rising };
  }, null);
}

export function say(conversationId: string, who: Waiting, before: Said, moment: Moment): Saying {
  const { lines, rivals, ahead, end, nowMs, holds } = moment;
  const position = positionOf(lines.state, who, rivals);
  const closing = end === null || end === 'over' ? null : end;
  const query = { conversationId, ...(closing && { closesMs: closing.endsMs }) };
  const answer = read(ahead, lines.state, query, nowMs);
  const told = answer.kind === 'range' && end !== 'over' ? tell(before.told, answer, nowMs) : before.told;
  const isNewRange = told !== before.told && isNewTo(told, before.told);
  const wait = sameOr(before.wait, end === 'over' ? closed : waitInLine(answer, told, closing, before.wait));
  const hold = holds.get(conversationId);
  const rises = before.position !== null && position > before.position;
  const unheard = before.isNews ? before : null;
  const slip = (isNewRange && before.told ? slipOf(told) : undefined) ?? unheard?.slip;
  const isSame =
    before.position === position && !slip && before.wait === wait && isSameHold(before.hold, hold);
  const first = isNewRange && answer.kind === 'range' ? answer : null;
  const times = before.times + (isNewRange ? 1 : 0);
  return {
    said: {
      position,
      wait,
      reason: rises ? reasonOf(lines.causes, who, rivals, before.seq) : unheard?.reason,
      slip,
      hold,
      told,
      times,
      seq: lines.seq,
      isNews: before.isNews || !isSame,
      stay: before.stay ?? { ticket: who.ticket, joinedMs: who.joinedMs },
    },
    row: first && told ? rowOf(conversationId, who, before, first, told, moment, position) : null,
    first: before.told ? null : first,
  };
}

/** Her place as she is told it; null when nothing was said of it yet. */
export function placeIn(
  conversationId: string,
  { sinceMs }: Pick<Said, 'sinceMs'>,
  { position, wait, reason, slip, hold }: Words,
  nowMs: number,
): Place | null {
  if (position === null || wait === null) return null;
  return {
    ...{ conversationId, position, wait, since: Math.min(sinceMs, nowMs), at: nowMs },
    ...(reason && { reason }),
    ...(slip && { slip }),
    ...(hold && { hold }),
  };
}

/** Nothing of it is to be told or kept: thousands who stand still are not written down again each second. */
export const isOld = ({ said, row }: Saying, before: Said): boolean =>
  !said.isNews && row === null && said.told === before.told && before.stay !== null;

const isNewTo = (told: Told | null, before: Told | null) =>
  told !== null &&
  (before === null || told.late || told.aboutMs !== before.aboutMs || told.withinMs !== before.withinMs);

const slipOf = (told: Told | null) => (told?.late ? 'late' : told?.rose ? 'longer' : undefined);

const rowOf = (
  conversationId: string,
  who: Waiting,
  { times }: Said,
  { q50Ms, q80Ms, q90Ms }: Answer & { kind: 'range' },
  { aboutMs, withinMs }: Told,
  { siteId, nowMs }: Moment,
  position: number,
): ToldRow => ({
  ...{ conversationId, n: times, siteId, departmentId: who.departmentId.split(':')[0] ?? '', atMs: nowMs },
  ...{ position, q50Ms: Math.round(q50Ms), q80Ms: Math.round(q80Ms), q90Ms: Math.round(q90Ms) },
  ...{ aboutMs, withinMs },
});

const sameOr = (before: Wait | null, wait: Wait): Wait =>
  before !== null && isSameWait(before, wait) ? before : wait;

function isSameWait(a: Wait, b: Wait): boolean {
  switch (a.kind) {
    case 'range':
      return (
        b.kind === 'range' && a.likelyMs === b.likelyMs && a.withinMs === b.withinMs && a.vague === b.vague
      );
    case 'away':
      return b.kind === 'away' && a.backWithinMs === b.backWithinMs;
    case 'closing':
      return b.kind === 'closing' && a.closesAt === b.closesAt && a.chancePercent === b.chancePercent;
    default:
      return a.kind === b.kind;
  }
}

const isSameHold = (a: Hold | undefined, b: Hold | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
