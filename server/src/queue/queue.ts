import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Conversation, Waiting } from '../conversations/conversation.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Presence } from '../presence/presence.ts';
import type { Sites } from '../sites/sites.ts';
import type { Of, WaitEvent } from './estimator/wait-event.ts';
import { happened } from './happened.ts';
import { type Asked, headStartOf, lineOf } from './need.ts';
import { type InLine, positions } from './position.ts';
import { createQueueStore } from './queue.store.ts';
import { createToldStore, type Outcome } from './told.store.ts';
import { estimateWait } from './wait-time.ts';

export interface QueueParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  presence: Presence;
}

/** Who joins: where, and what she asks for. */
export interface Joining extends Asked {
  departmentId: string;
  priority: number;
}

const departureWindowMs = 60 * 60_000;

/** Places of a department's agents who can be reached and want chats. */
interface Service {
  slots: number;
  free: number;
}

interface Offer {
  departmentId: string | null;
  wait: Wait;
}

/** A line as it is at one moment: everything a place or a wait is told from. */
interface LineNow {
  at: number;
  line: InLine[];
  position: Map<string, number>;
  service: Map<string, Service>;
  departures: Map<string, number[]>;
}

/** The line: tickets, places and what we say of the wait. */
export function createQueue({ db, clock, sites, presence }: QueueParts) {
  const store = createQueueStore(db);
  const told = createToldStore(db);

  async function now(siteId: string): Promise<LineNow> {
    const at = clock.nowMs();
    const [line, colleagues, departed] = await Promise.all([
      store.line(siteId),
      presence.colleagues(siteId),
      store.departures(siteId, at - departureWindowMs),
    ]);
    return {
      at,
      line,
      position: positions(line),
      service: service(colleagues),
      departures: byDepartment(departed),
    };
  }

  /** What whoever has `ahead` before her in a department may expect. */
  function wait({ at, service, departures }: LineNow, departmentId: string, ahead: number): Wait {
    const { free, slots } = service.get(departmentId) ?? { free: 0, slots: 0 };
    return estimateWait({
      departuresMs: departures.get(departmentId) ?? [],
      ahead,
      free,
      slots,
      nowMs: at,
    });
  }

  const placeIn = (lineNow: LineNow, one: InLine): Place => {
    const position = lineNow.position.get(one.conversationId) ?? 1;
    return {
      conversationId: one.conversationId,
      position,
      wait: wait(lineNow, one.departmentId, position - 1),
      since: one.queuedMs,
      at: lineNow.at,
    };
  };

  /** Everybody's place now, with whom to tell. */
  async function places(siteId: string): Promise<{ visitorId: string; place: Place }[]> {
    const lineNow = await now(siteId);
    return lineNow.line.map((one) => ({ visitorId: one.visitorId, place: placeIn(lineNow, one) }));
  }

  async function placeOf(siteId: string, conversationId: string): Promise<Place | null> {
    const lineNow = await now(siteId);
    const one = lineNow.line.find((other) => other.conversationId === conversationId);
    return one ? placeIn(lineNow, one) : null;
  }

  /** What somebody who came now would be told, and the department where it is so: the quickest of these. */
  async function forNewcomer(siteId: string, departmentIds: readonly string[]) {
    const lineNow = await now(siteId);
    const offers = departmentIds.map((departmentId) => {
      const ahead = lineNow.line.filter((one) => one.departmentId === departmentId).length;
      return { departmentId, wait: wait(lineNow, departmentId, ahead) };
    });
    return { ...quickest(offers), offers, waiting: lineNow.line.length };
  }

  /** Her place: a ticket, a line by what she needs, and an order with the head start of her priority. */
  async function joinLine(trx: Trx, siteId: string, { departmentId, priority, ...asked }: Joining) {
    const { ticket, joinedMs, rules } = await store.joins(trx, siteId, clock.nowMs());
    const line = lineOf(asked, await store.demands(trx, departmentId));
    const headStartMs = headStartOf(priority, rules);
    return { ticket, joinedMs, orderMs: joinedMs - headStartMs, headStartMs, line, priority };
  }

  /** The line of a department for somebody who has her place already, as when a chat is passed on. */
  const lineIn = async (trx: Trx, departmentId: string, asked: Asked) =>
    lineOf(asked, await store.demands(trx, departmentId));

  /** What the wait is learned from, noted in the unit that makes it true. */
  async function note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void> {
    if (events.length === 0) return;
    await store.append(trx, siteId, events);
    for (const event of events) {
      if (event.kind !== 'taken' && event.kind !== 'left') continue;
      await told.settle(trx, event.conversationId, outcomeOf(event), event.atMs);
    }
  }

  /**
   * Notes what a change of a conversation means for the line; to be called in the unit of every change, with the row as
   * it was and as it is. `case` says why a chat in line became a case, when it was not her own wish.
   */
  function follow(
    trx: Trx,
    before: Conversation,
    after: Conversation,
    atMs: number,
    reason?: 'closing' | 'missed' | null,
  ) {
    const headStartMs = headStartOf(after.priority, sites.byId(after.siteId).routing);
    return note(trx, after.siteId, happened(before, after, { atMs, headStartMs, reason: reason ?? null }));
  }

  return {
    joinLine,
    lineIn,
    note,
    follow,
    heads: store.heads,
    nextTicket: store.nextTicket,
    departmentsWaiting: store.departmentsWaiting,
    first: (trx: Trx, siteId: string, departmentIds: readonly string[]) =>
      store.first(trx, siteId, departmentIds) as Promise<Waiting | undefined>,
    places,
    placeOf,
    forNewcomer,
    notSeenSince: store.notSeenSince,
    seen: (visitorIds: readonly string[]) => db.write((trx) => store.seen(trx, visitorIds, clock.nowMs())),
    /** After a stop everybody in line has her whole grace again. */
    start: () => db.write((trx) => store.seenAll(trx, clock.nowMs())),
  };
}

const outcomes = {
  gaveUp: 'gave_up',
  lost: 'lost',
  case: 'case',
  sentAway: 'closing',
} as const satisfies Record<Of<'left'>['why'], Outcome>;

const outcomeOf = (event: Of<'taken' | 'left'>): Outcome =>
  event.kind === 'taken' ? 'served' : outcomes[event.why];

function service(colleagues: readonly Colleague[]): Map<string, Service> {
  const departments = new Map<string, Service>();
  for (const { status, reachable, capacity, active, departmentIds } of colleagues) {
    if (status !== 'available' || !reachable) continue;
    for (const id of departmentIds) {
      const { slots, free } = departments.get(id) ?? { slots: 0, free: 0 };
      departments.set(id, { slots: slots + capacity, free: free + Math.max(0, capacity - active) });
    }
  }
  return departments;
}

function byDepartment(departed: readonly { departmentId: string; assignedMs: number | null }[]) {
  const departures = new Map<string, number[]>();
  for (const { departmentId, assignedMs } of departed) {
    const times = departures.get(departmentId) ?? [];
    times.push(assignedMs ?? 0);
    departures.set(departmentId, times);
  }
  return departures;
}

const order: Wait['kind'][] = ['now', 'range', 'unknown', 'closed'];
function quickest(offers: readonly Offer[]): Offer {
  const sorted = offers.toSorted(
    ({ wait: a }, { wait: b }) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      (a.kind === 'range' && b.kind === 'range' ? a.withinMs - b.withinMs : 0),
  );
  return sorted[0] ?? { departmentId: null, wait: { kind: 'closed' } };
}

export type Queue = ReturnType<typeof createQueue>;
