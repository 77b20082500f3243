import type { Hold, Place } from '@straks/shared/queue/queue.protocol.ts';
import { lineEnd } from '../hours/closing.ts';
import { eachInBreaths } from '../platform/breaths.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import { read } from './estimator/predict.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import { createMemory } from './memory.ts';
import { positionOf } from './place.ts';
import { isOld, type Moment, placeIn, type Saying, say } from './said.ts';
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

/** So many are told in one unit, so that messages get their turn between. */
const mostAtOnce = 25;
/** So many of a long line are answered in one go: who joins waits no longer for hers, and little is made to be forgotten. */
const goAtATime = 500;

/** What everybody in line is said of her place, from memory; what she is told is kept before she hears it. */
export function createPlaces({ db, clock, sites, waits, told, note, holdsIn }: PlacesParts) {
  const { saidOf, meet, forget, forgetPastStays, forgetIfGone, known } = createMemory(told);
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
    await eachInBreaths(ids, (id) => {
      const [who, before] = [lines.state.waiting.get(id), said.get(id)];
      if (!who || !before) return;
      const saying = say(id, who, before, moment);
      if (isOld(saying, before)) before.seq = lines.seq;
      else if (saying.row) sayings.set(id, saying);
      else Object.assign(before, saying.said);
    });
    const untold = await keep(siteId, sayings, moment.nowMs);
    for (const [id, saying] of sayings) {
      const one = said.get(id);
      if (one) Object.assign(one, saying.said);
    }
    for (const id of ids) forgetIfGone(siteId, id, lines.state);
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
    const said = saidOf(siteId).get(conversationId);
    return said ? placeIn(conversationId, said, said, clock.nowMs()) : null;
  }

  /** Looks at everybody who is here; `hear` is told what each of them has not heard yet. */
  async function news(
    siteId: string,
    isHere: (visitorId: string) => boolean,
    hear: (visitorId: string, place: Place) => void,
  ): Promise<void> {
    const { state } = await waits.now(siteId);
    const all = [...state.waiting.keys()];
    for (let from = 0; from < all.length; from += goAtATime) {
      const some = all.slice(from, from + goAtATime);
      const said = await meet(siteId, some);
      const here = some.filter((id) => isHere(said.get(id)?.visitorId ?? ''));
      if (here.length > 0) await placesOf(siteId, here);
      areAbsent(siteId, new Set(some).difference(new Set(here)));
      await eachInBreaths(some, (id) => {
        const one = said.get(id);
        const place = one?.isNews && placeIn(id, one, one, clock.nowMs());
        if (!place) return;
        one.isNews = false;
        hear(one.visitorId, place);
      });
    }
    await forgetAllGone(siteId);
  }

  async function forgetAllGone(siteId: string) {
    const { state } = await waits.now(siteId);
    const notHere = absent.get(siteId) ?? new Set();
    await eachInBreaths([...known(siteId), ...notHere], (id) => {
      forgetIfGone(siteId, id, state);
      if (!state.waiting.has(id)) notHere.delete(id);
    });
  }

  function areAbsent(siteId: string, ids: ReadonlySet<string>) {
    const ofSite = absent.get(siteId) ?? new Set();
    absent.set(siteId, ofSite);
    for (const id of ids) ofSite.add(id);
  }

  /** Everybody's place as it is, which is not to tell it. */
  async function all(siteId: string): Promise<{ visitorId: string; place: Place }[]> {
    const lines = await waits.now(siteId);
    const ids = [...lines.state.waiting.keys()];
    const said = await meet(siteId, ids);
    const moment = momentOf(siteId, lines, ids);
    const places: { visitorId: string; place: Place }[] = [];
    await eachInBreaths(ids, (id) => {
      const [who, before] = [lines.state.waiting.get(id), said.get(id)];
      const place = who && before && placeIn(id, before, say(id, who, before, moment).said, moment.nowMs);
      if (place) places.push({ visitorId: before.visitorId, place });
    });
    return places;
  }

  /** Everybody in line whose turn comes next or within so long, first first. */
  async function near(siteId: string, withinMs: number): Promise<Near[]> {
    const lines = await waits.now(siteId);
    const { rivals, ahead, nowMs } = momentOf(siteId, lines, []);
    const found: Near[] = [];
    await eachInBreaths([...lines.state.waiting.keys()], (conversationId) => {
      const who = lines.state.waiting.get(conversationId);
      if (!who) return;
      const answer = read(ahead, lines.state, { conversationId }, nowMs);
      const q50Ms = 'q50Ms' in answer ? answer.q50Ms : null;
      const position = positionOf(lines.state, who, rivals);
      if (position === 1 || (q50Ms !== null && q50Ms <= withinMs))
        found.push({ conversationId, position, q50Ms });
    });
    return found.toSorted((a, b) => a.position - b.position);
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

export type Places = ReturnType<typeof createPlaces>;
