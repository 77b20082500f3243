import type { Hold, Place } from '@straks/shared/queue/queue.protocol.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { lineEnd } from '../hours/closing.ts';
import type { Clock } from '../platform/clock.ts';
import { allDone } from '../platform/db/attempt.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import { createSleepers } from './asleep.ts';
import type { Of, WaitEvent } from './estimator/wait-event.ts';
import { happened, type WhyCase } from './happened.ts';
import { type Asked, headStartOf, lineOf } from './need.ts';
import { offersTo } from './newcomers.ts';
import { createPlaces } from './places.ts';
import { createQueueStore } from './queue.store.ts';
import { createRelinedStore } from './relined.store.ts';
import { createRelined } from './relined.ts';
import { createStaffStore } from './staff.store.ts';
import { isSurge } from './surge.ts';
import { createToldStore, type Outcome } from './told.store.ts';
import { createWaitsStore } from './waits.store.ts';
import { createWaits } from './waits.ts';

export interface QueueParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  /** How places are kept for those who went away, by conversation; none without holds. */
  holdsIn?: (siteId: string) => Promise<ReadonlyMap<string, Hold>>;
  /** Agents whose shift it is; nobody without a plan of shifts. */
  onShift?: (siteId: string, nowMs: number) => Promise<ReadonlySet<string>>;
}

/** Who joins: where, and what she asks for. */
export interface Joining extends Asked {
  departmentId: string;
  priority: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 7 * 24 * hourMs;
const weeksBack = 8;

/** The line: places, what happens in it, and what we say of the wait. */
export function createQueue({ db, clock, sites, ...more }: QueueParts) {
  const { holdsIn = async () => new Map(), onShift = async () => new Set() } = more;
  const store = createQueueStore(db);
  const told = createToldStore(db);
  /** Known as far as it can be: who was served is not held up by it, and a process that stops leaves it out. */
  function turnsPassed(passed: readonly { conversationId: string; atMs: number }[]): void {
    if (passed.length === 0) return;
    const kept = db.write(async (trx) => {
      for (const { conversationId, atMs } of passed) await told.wouldHaveWaited(trx, conversationId, atMs);
    });
    kept.catch(() => {});
  }
  const waitsStore = createWaitsStore(db);
  const waits = createWaits({
    ...{ db, clock, sites, note, onShift, turnsPassed },
    store: waitsStore,
    staffStore: createStaffStore(db),
    sleepers: createSleepers({ db, clock, sites, note, store: waitsStore }),
    relined: createRelined({ db, clock, sites, note, lineIn, store: createRelinedStore(db) }),
  });
  const surges = new Map<string, { atMs: number; is: boolean }>();
  const places = createPlaces({ db, clock, sites, waits, told, note, holdsIn });

  /**
   * Her place: a ticket, a line by what she needs, and an order, always the time she joined (kept as `queuedMs`)
   * less the head start of her priority.
   */
  async function joinLine(trx: Trx, siteId: string, { departmentId, priority, ...asked }: Joining) {
    const { ticket, joinedMs, rules } = await store.joins(trx, siteId, clock.nowMs());
    const line = await lineIn(trx, departmentId, asked);
    return {
      departmentId,
      line,
      ticket,
      joinedMs,
      priority,
      orderMs: joinedMs - headStartOf(priority, rules),
    };
  }

  /**
   * The line of a department for somebody who has her place already, as when a chat is passed on. A skill that nobody
   * has is not waited for.
   */
  async function lineIn(trx: Trx, departmentId: string, { language, skills }: Asked): Promise<string> {
    const demands = await store.demands(trx, departmentId);
    if (skills.length === 0) return lineOf({ language, skills }, demands);
    const known = await store.skillsKnown(trx, departmentId);
    return lineOf({ language, skills: skills.filter((skill) => known.has(skill)) }, demands);
  }

  /** Her old place by the rules as they are now: they may have changed, or her department gone, while she was helped. */
  async function placeAgain(trx: Trx, row: Conversation): Promise<{ line: string; orderMs: number }> {
    const { siteId, departmentId, language, priority, queuedMs, orderMs } = row;
    const skills = JSON.parse(row.skills ?? '[]') as string[];
    const headStartMs = headStartOf(priority, sites.byId(siteId).routing);
    return {
      line: await lineIn(trx, departmentId, { language, skills }),
      orderMs: queuedMs === null ? orderMs : queuedMs - headStartMs,
    };
  }

  /** What the wait is learned from, noted in the unit that makes it true. */
  async function note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void> {
    if (events.length === 0) return;
    await allDone([store.append(trx, siteId, events), ...events.map((event) => settle(trx, event))]);
  }

  async function settle(trx: Trx, event: WaitEvent): Promise<void> {
    const reopened =
      'unansweredSinceMs' in event &&
      event.unansweredSinceMs !== undefined &&
      told.reopen(trx, event.conversationId, event.unansweredSinceMs);
    const outcome = outcomeOf(event);
    const settled =
      outcome && 'conversationId' in event && told.settle(trx, event.conversationId, outcome, event.atMs);
    await allDone([reopened, settled]);
  }

  /**
   * Notes what a change of a conversation means for the line; to be called in the unit of every change, with the row as
   * it was and as it is. `reason` says why a chat in line became a case, when it was not her own wish.
   */
  async function follow(
    trx: Trx,
    before: Conversation,
    after: Conversation,
    atMs: number,
    reason?: WhyCase | null,
  ) {
    const headStartMs = headStartOf(after.priority, sites.byId(after.siteId).routing);
    return note(trx, after.siteId, happened(before, after, { atMs, headStartMs, reason: reason ?? null }));
  }

  /** Her last page has gone, or one is back. While her place is kept for her it is not a page that says where she is. */
  async function seenInLine(siteId: string, conversationId: string, here: boolean): Promise<void> {
    const hold = (await holdsIn(siteId)).get(conversationId);
    const isAway = hold !== undefined && hold.by !== 'phone';
    await db.write(async (trx) => {
      if (!(await store.stands(trx, conversationId))) return;
      if (!isAway) await cameOrWent(trx, siteId, conversationId, here);
      if (!here) places.forget(siteId, conversationId);
    });
  }

  /** Away, her turn passes without her, and that it passed is noticed. */
  const cameOrWent = (trx: Trx, siteId: string, conversationId: string, here: boolean) =>
    note(trx, siteId, [{ atMs: clock.nowMs(), kind: here ? 'reconnected' : 'dropped', conversationId }]);

  /** What somebody who came now would be told in these departments, and where it is quickest. */
  function forNewcomer(siteId: string, departmentIds: readonly string[], asked: Partial<Asked> = {}) {
    const nowMs = clock.nowMs();
    const { hours, routing, language } = sites.byId(siteId);
    const end = lineEnd(hours, routing.drainMs, nowMs);
    const departments = sites.departments(siteId).filter(({ id }) => departmentIds.includes(id));
    const who = { siteId, language, skills: [], ...asked, nowMs };
    return offersTo(waits, who, departments, end === 'over' ? null : end);
  }

  /** Weeks before anybody ever wrote say nothing of what is usual. */
  async function isSurgeNow(siteId: string): Promise<boolean> {
    const known = surges.get(siteId);
    const nowMs = clock.nowMs();
    if (known && Math.abs(nowMs - known.atMs) < minuteMs) return known.is;
    const begins = Array.from({ length: weeksBack + 1 }, (_, week) => nowMs - hourMs - week * weekMs);
    const [[now = 0, ...past], sinceMs] = await Promise.all([
      store.arrivals(siteId, begins, hourMs),
      store.firstArrivalMs(siteId),
    ]);
    const is = isSurge({
      now,
      past: past.filter((_, week) => sinceMs !== null && (begins[week + 1] ?? 0) >= sinceMs),
    });
    surges.set(siteId, { atMs: nowMs, is });
    return is;
  }

  return {
    joinLine,
    lineIn,
    placeAgain,
    note,
    follow,
    heads: store.heads,
    placeOf: (siteId: string, conversationId: string): Promise<Place | null> =>
      places.placeOf(siteId, conversationId),
    places: places.all,
    news: places.news,
    near: places.near,
    served: places.served,
    forNewcomer,
    seenInLine,
    cameOrWent,
    agentsChanged: waits.agentsChanged,
    rulesChanged: waits.rulesChanged,
    /** Those of these skills that anybody has: others are not waited for. */
    skillsOf: waits.skillsOf,
    isSurge: isSurgeNow,
    notSeenSince: store.notSeenSince,
    talkingNotSeenSince: store.talkingNotSeenSince,
    seen: (visitorIds: readonly string[]) => db.write((trx) => store.seen(trx, visitorIds, clock.nowMs())),
    /** While the house was down nobody in line could be seen. */
    forgive: (trx: Trx, downMs: number) => store.forgive(trx, downMs, clock.nowMs()),
    /** After a stop everybody stands where she would stand now. */
    async start() {
      for (const { id } of sites.all()) {
        waits.rulesChanged(id);
        await waits.now(id);
      }
    },
    forget: waits.forget,
    /** All that is known, learned and believed now; to be looked at only. */
    stateOf: async (siteId: string) => (await waits.now(siteId)).state,
  };
}

const outcomes = {
  gaveUp: 'gave_up',
  lost: 'lost',
  case: 'case',
  sentAway: 'closing',
} as const satisfies Record<Of<'left'>['why'], Outcome>;

/** What it made of a wait; null: it ended none. */
function outcomeOf(event: WaitEvent): Outcome | null {
  if (event.kind === 'taken') return 'served';
  if (event.kind === 'left') return outcomes[event.why];
  return event.kind === 'ended' && event.unansweredSinceMs !== undefined ? 'gave_up' : null;
}

export type Queue = ReturnType<typeof createQueue>;
