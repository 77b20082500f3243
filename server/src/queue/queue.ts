import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Waiting } from '../conversations/conversation.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Presence } from '../presence/presence.ts';
import { type InLine, positions } from './position.ts';
import { createQueueStore } from './queue.store.ts';
import { estimateWait } from './wait-time.ts';

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
export function createQueue({ db, clock, presence }: { db: Database; clock: Clock; presence: Presence }) {
  const store = createQueueStore(db);

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

  return {
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
