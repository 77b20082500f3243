import { setImmediate as breathe } from 'node:timers/promises';
import type { Hold, Place } from '@straks/shared/queue/queue.protocol.ts';
import { lineEnd } from '../hours/closing.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import { read } from './estimator/predict.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import { createMemory } from './memory.ts';
import { positionOf } from './place.ts';
import { isOld, type Moment, type Saying, say } from './said.ts';
import type { ToldStore } from './told.store.ts';
import { oneAtATime } from './turns.ts';
import type { Lines, Waits } from './waits.ts';

export interface PlacesParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  waits: Waits;
  told: ToldStore;
  note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void>;
  holdsIn(siteId: string): Promise<ReadonlyMap<string, Hold>>;
}

/** Somebody whose turn nears. */
export interface Near {
  conversationId: string;
  position: number;
  /** Half wait less than this; null: nobody can say. */
  q50Ms: number | null;
}

const atATime = 25;
/** So many are told in one unit, so that messages get their turn between. */
const mostAtOnce = 25;

/** What everybody in line is said of her place, from memory; what she is told is kept before she hears it. */
export function createPlaces({ db, clock, sites, waits, told, note, holdsIn }: PlacesParts) {
  const { saidOf, meet, forget, forgetPastStays, forgetGone } = createMemory(told);
  const asked = new Map<string, Set<string>>();
  /** Who was not here at the last look: another node may have told her since what this one does not know. */
  const absent = new Map<string, Set<string>>();

  /** Whoever asks while others are answered is in the next round. */
  const answerAll = oneAtATime(async (siteId) => {
    const ids = [...(asked.get(siteId) ?? [])];
    asked.delete(siteId);
    await answer(siteId, ids);
  });

  async function answer(siteId: string, ids: readonly string[], isSecond = false): Promise<void> {
    forgetPastStays(siteId, ids, (await waits.now(siteId)).state);
    const said = await meet(siteId, ids);
    const holds = await holdsIn(siteId);
    const lines = await waits.now(siteId);
    const moment = momentOf(siteId, lines, ids, holds);
    const sayings = new Map<string, Saying>();
    await eachOf(ids, (id) => {
      const [who, before] = [lines.state.waiting.get(id), said.get(id)];
      if (!who || !before) return;
      const saying = say(id, who, before, moment);
      if (isOld(saying, before)) before.seq = lines.seq;
      else sayings.set(id, saying);
    });
    const untold = await keep(siteId, sayings, moment.nowMs);
    for (const [id, saying] of sayings) said.set(id, saying.said);
    forgetGone(siteId, lines.state);
    for (const id of untold) forget(siteId, id);
    // A page of hers at another node was told first: what she was told there is gone on with.
    if (untold.length > 0 && !isSecond) await answer(siteId, untold, true);
  }

  function momentOf(
    siteId: string,
    lines: Lines,
    ids: readonly string[],
    holds: ReadonlyMap<string, Hold> = new Map(),
  ): Moment {
    const nowMs = clock.nowMs();
    const { hours, routing } = sites.byId(siteId);
    return {
      ...{ siteId, lines, nowMs, holds },
      rivals: waits.rivalsOf(lines),
      ahead: waits.ahead(lines, ids),
      end: lineEnd(hours, routing.drainMs, nowMs),
    };
  }

  /**
   * Who is told something new is not told before it is kept. Who left meanwhile, or was told elsewhere, is not told;
   * gives their ids.
   */
  async function keep(siteId: string, sayings: Map<string, Saying>, atMs: number): Promise<string[]> {
    const fresh = [...sayings.values()].flatMap(({ row }) => row ?? []);
    const untold = new Set<string>();
    for (let from = 0; from < fresh.length; from += mostAtOnce) {
      const rows = fresh.slice(from, from + mostAtOnce);
      await db.write(async (trx) => {
        const kept = await told.add(trx, rows);
        const events: WaitEvent[] = [];
        for (const { conversationId } of rows) {
          const range = sayings.get(conversationId)?.first;
          if (!kept.has(conversationId)) untold.add(conversationId);
          else if (range) {
            const { q50Ms, q80Ms, q90Ms, turns } = range;
            events.push({ atMs, kind: 'told', conversationId, range: { q50Ms, q80Ms, q90Ms, turns } });
          }
        }
        await note(trx, siteId, events);
      });
    }
    for (const id of untold) sayings.delete(id);
    return [...untold];
  }

  async function placesOf(siteId: string, ids: readonly string[]): Promise<void> {
    const all = asked.get(siteId) ?? new Set();
    asked.set(siteId, all);
    for (const id of ids) {
      all.add(id);
      if (absent.get(siteId)?.delete(id)) forget(siteId, id);
    }
    await answerAll(siteId);
  }

  /** Her place, as she is told it; null when she is not in line. */
  async function placeOf(siteId: string, conversationId: string): Promise<Place | null> {
    await placesOf(siteId, [conversationId]);
    const place = saidOf(siteId).get(conversationId)?.place;
    return place ? { ...place, at: clock.nowMs() } : null;
  }

  /** Looks at everybody who is here, and gives what each of them has not heard yet. */
  async function news(siteId: string, isHere: (visitorId: string) => boolean) {
    const { state } = await waits.now(siteId);
    const all = [...state.waiting.keys()];
    const said = await meet(siteId, all);
    const here = all.filter((id) => isHere(said.get(id)?.visitorId ?? ''));
    await placesOf(siteId, here);
    absent.set(siteId, new Set(all).difference(new Set(here)));
    return [...said.values()].flatMap((one) => {
      if (!one.isNews || !one.place) return [];
      one.isNews = false;
      return [{ visitorId: one.visitorId, place: one.place }];
    });
  }

  /** Everybody's place as it is, which is not to tell it. */
  async function all(siteId: string): Promise<{ visitorId: string; place: Place }[]> {
    const lines = await waits.now(siteId);
    const ids = [...lines.state.waiting.keys()];
    const said = await meet(siteId, ids);
    const moment = momentOf(siteId, lines, ids);
    const places: { visitorId: string; place: Place }[] = [];
    await eachOf(ids, (id) => {
      const [who, before] = [lines.state.waiting.get(id), said.get(id)];
      const place = who && before && say(id, who, before, moment).said.place;
      if (place) places.push({ visitorId: before.visitorId, place });
    });
    return places;
  }

  /** Everybody in line whose turn comes next or within so long, first first. */
  async function near(siteId: string, withinMs: number): Promise<Near[]> {
    const lines = await waits.now(siteId);
    const { rivals, ahead, nowMs } = momentOf(siteId, lines, []);
    return [...lines.state.waiting.values()]
      .map((who) => {
        const { conversationId } = who;
        const answer = read(ahead, lines.state, { conversationId }, nowMs);
        const q50Ms = 'q50Ms' in answer ? answer.q50Ms : null;
        return { conversationId, position: positionOf(lines.state, who, rivals), q50Ms };
      })
      .filter(({ position, q50Ms }) => position === 1 || (q50Ms !== null && q50Ms <= withinMs))
      .toSorted((a, b) => a.position - b.position);
  }

  /** Those of these in line for whom somebody is there who could help. */
  async function served(siteId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const lines = await waits.now(siteId);
    const ahead = waits.ahead(lines, ids);
    const nowMs = clock.nowMs();
    const isServed = (conversationId: string) => {
      const { kind } = read(ahead, lines.state, { conversationId }, nowMs);
      return kind !== 'nobody' && kind !== 'unknown';
    };
    return new Set(ids.filter(isServed));
  }

  return {
    all,
    placeOf,
    news,
    near,
    served,
    /** She went elsewhere, and may be told there. */
    forget,
  };
}

/** A long line is looked at a few at a time: nobody's message waits for it. */
async function eachOf(ids: readonly string[], look: (id: string) => void): Promise<void> {
  for (const [place, id] of ids.entries()) {
    if (place % atATime === atATime - 1) await breathe();
    look(id);
  }
}

export type Places = ReturnType<typeof createPlaces>;
