import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import type { Sleepers } from './asleep.ts';
import { corrected } from './corrected.ts';
import { type Forecast, forecast } from './estimator/forecast.ts';
import { onEvent } from './estimator/on-event.ts';
import { freshMs } from './estimator/predict.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import { newWaitState, type WaitState } from './estimator/wait-state.ts';
import { lineOf, rivals } from './need.ts';
import { agentNoted, noteOf, overflowsOf, type Staff } from './noted.ts';
import { type Cause, causeOf } from './place.ts';
import type { Relined } from './relined.ts';
import type { StaffStore } from './staff.store.ts';
import { oneAtATime } from './turns.ts';
import type { Happened, WaitsStore } from './waits.store.ts';

export interface WaitsParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  store: WaitsStore;
  staffStore: StaffStore;
  relined: Relined;
  sleepers: Sleepers;
  note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void>;
  /** Agents whose shift it is: those of them who are not here are expected. */
  onShift(siteId: string, nowMs: number): Promise<ReadonlySet<string>>;
  /** Those who are not here any more would have been served now. */
  turnsPassed(passed: readonly { conversationId: string; atMs: number }[]): void;
}

/** The lines of a site as this process knows them: all that happened up to `seq`. */
export interface Lines {
  siteId: string;
  state: WaitState;
  seq: number;
  /** What may have put somebody before others, newest last. */
  causes: Cause[];
  staff: Staff[];
  ahead: Forecast | null;
  rivals: { staff: Staff[]; lines: number; of: Map<string, string[]> } | null;
}

const languages: Language[] = ['nb', 'da', 'sv', 'en'];
const chunk = 5_000;
const causesKept = 200;
const dayMs = 24 * 3_600_000;
const keptMs = 14 * dayMs;
/** Leases end and shifts begin without anybody saying so: looked at again after so long. */
const lookAgainMs = 2_000;
const sleepersMs = 10_000;
const quickToForecast = 200;
/** For thousands a forecast takes longer than anybody's turn should; they wait for hours, and it is good for seconds more. */
const longLine = 1_000;
const freshWhenLongMs = 5_000;
const freshEachMs = 1;

/** What is known of the waits, in memory: replayed at the start, and caught up with before every answer. */
export function createWaits(parts: WaitsParts) {
  const { db, clock, sites, store, staffStore, relined, sleepers, note, onShift, turnsPassed } = parts;
  const known = new Map<string, Lines>();
  const looked = new Map<string, number>();
  const lookedForSleepers = new Map<string, number>();
  const asked = new Map<string, Set<string>>();
  const unlined = new Set<string>();

  const catchUp = oneAtATime(async (siteId: string) => {
    let lines = known.get(siteId) ?? (await replayed(siteId));
    known.set(siteId, lines);
    for (;;) {
      const happened = await store.after(db.read, siteId, lines.seq, chunk);
      const [first] = happened;
      // What came next has been forgotten already: this process has slept for days.
      if (first && first.seq !== lines.seq + 1) {
        lines = await replayed(siteId);
        known.set(siteId, lines);
        continue;
      }
      take(lines, happened);
      turnsPassed(lines.state.passed.splice(0));
      if (happened.length < chunk) return;
    }
  });

  async function replayed(siteId: string): Promise<Lines> {
    const state = newWaitState();
    const seq = await store.replayFrom(siteId);
    const lines: Lines = { siteId, state, seq, causes: [], staff: [], ahead: null, rivals: null };
    for (;;) {
      const happened = await store.after(db.read, siteId, lines.seq, chunk);
      take(lines, happened);
      if (happened.length < chunk) break;
    }
    await db.write(async (trx) => {
      const truth = await store.truth(trx, siteId);
      take(lines, await store.after(trx, siteId, lines.seq, truth.seq - lines.seq));
      lines.seq = truth.seq;
      const { asleepAfterMs } = sites.byId(siteId).routing;
      const rules = { atMs: clock.nowMs(), asleepAfterMs };
      for (const event of corrected(state, truth, rules)) onEvent(state, event);
    });
    state.passed.length = 0;
    lines.causes.length = 0;
    return lines;
  }

  function take(lines: Lines, happened: readonly Happened[]): void {
    for (const { seq, event } of happened) {
      const cause = event.kind === 'joined' ? causeOf(lines.state, event, seq) : null;
      if (cause) lines.causes.push(cause);
      onEvent(lines.state, event);
      lines.seq = seq;
      if (isTurn(lines.state, event)) lines.ahead = null;
    }
    lines.causes.splice(0, lines.causes.length - causesKept);
  }

  /** Notes as what each agent stands to the line, where that has changed. */
  const noteStaff = oneAtATime(async (siteId: string) => {
    const nowMs = clock.nowMs();
    looked.set(siteId, nowMs);
    const [staff, expected] = await Promise.all([staffStore.of(siteId, nowMs), onShift(siteId, nowMs)]);
    const lines = known.get(siteId);
    if (lines) lines.staff = staff.filter(({ isDisabled }) => !isDisabled);
    const all = linesOf(siteId);
    asked.set(siteId, new Set(all));
    const notes = noteOf(staff, all, overflowsOf(sites.departments(siteId)), (agentId) =>
      expected.has(agentId),
    );
    const changed = staff.filter(({ id, notedAs }) => (notes.get(id) ?? null) !== notedAs);
    if (changed.length === 0) return;
    await db.write(async (trx) => {
      const events: WaitEvent[] = [];
      for (const one of changed) {
        const now = notes.get(one.id) ?? null;
        if (!(await staffStore.noteAs(trx, one, now))) continue;
        const agentId = one.id;
        events.push(now ? agentNoted(agentId, now, nowMs) : { atMs: nowMs, kind: 'agentGone', agentId });
      }
      await note(trx, siteId, events);
    });
  });

  const noteSleepers = oneAtATime(async (siteId: string) => {
    const sinceMs = clock.nowMs() - (lookedForSleepers.get(siteId) ?? Number.NEGATIVE_INFINITY);
    const lines = known.get(siteId);
    if (!lines || (sinceMs >= 0 && sinceMs < sleepersMs)) return;
    lookedForSleepers.set(siteId, clock.nowMs());
    await sleepers.look(siteId, lines.state);
  });

  /** Somebody stands in a line of which no agent was asked yet whether she serves it. */
  const isAnyNew = (siteId: string) =>
    [...(known.get(siteId)?.state.departments ?? [])].some(
      ([line, { line: people }]) => people.length > 0 && !asked.get(siteId)?.has(line),
    );

  /** Every line there may be: those of the departments' own rules, and those in which somebody stands. */
  function linesOf(siteId: string): string[] {
    const ofRules = sites
      .departments(siteId)
      .flatMap((department) =>
        (department.matchLanguage ? languages : ['']).map((language) =>
          lineOf({ language, skills: [] }, department),
        ),
      );
    const standing = [...(known.get(siteId)?.state.departments ?? [])].flatMap(([line, { line: people }]) =>
      people.length > 0 ? [line] : [],
    );
    return [...new Set([...ofRules, ...standing])].toSorted();
  }

  /** The lines as they are now, caught up with all that was committed. */
  async function now(siteId: string): Promise<Lines> {
    await catchUp(siteId);
    if (unlined.delete(siteId)) {
      await relined.follow(siteId, known.get(siteId)?.state.departments.keys() ?? []);
      looked.delete(siteId);
      await catchUp(siteId);
    }
    if (isAnyNew(siteId)) looked.delete(siteId);
    const sinceMs = clock.nowMs() - (looked.get(siteId) ?? Number.NEGATIVE_INFINITY);
    if (sinceMs < 0 || sinceMs >= lookAgainMs) {
      await noteStaff(siteId);
      await noteSleepers(siteId);
      await catchUp(siteId);
    }
    return known.get(siteId) as Lines;
  }

  /** A forecast that is a moment old at most, and knows everybody it is asked for. */
  function ahead(lines: Lines, conversationIds: readonly string[] = []): Forecast {
    const nowMs = clock.nowMs();
    const ageMs = lines.ahead ? nowMs - lines.ahead.atMs : Number.POSITIVE_INFINITY;
    const { turns } = lines.ahead ?? { turns: new Map() };
    const { size } = lines.state.waiting;
    const isLong = size > longLine;
    const isNew = (id: string) => lines.state.waiting.has(id) && !turns.has(id);
    const isOld = ageMs < 0 || ageMs >= (isLong ? Math.max(freshWhenLongMs, size * freshEachMs) : freshMs);
    if (isOld || (!isLong && conversationIds.some(isNew))) lines.ahead = forecast(lines.state, nowMs);
    return lines.ahead as Forecast;
  }

  /** The lines that share an agent with each. */
  function rivalsOf(lines: Lines): Map<string, string[]> {
    const { staff } = lines;
    const { departments } = lines.state;
    if (lines.rivals?.staff !== staff || lines.rivals.lines !== departments.size)
      lines.rivals = { staff, lines: departments.size, of: rivals([...departments.keys()], staff) };
    return lines.rivals.of;
  }

  /** Those of these skills that anybody of the site has, as far as this process has looked. */
  function skillsOf(siteId: string, asked: readonly string[]): string[] {
    const had = new Set(known.get(siteId)?.staff.flatMap(({ skills }) => skills));
    return asked.filter((skill) => had.has(skill));
  }

  return {
    now,
    ahead,
    rivalsOf,
    skillsOf,
    /** Agents came, went or changed: looked at before the next answer. */
    agentsChanged: (siteId: string) => void looked.delete(siteId),
    /** Rules changed: everybody is looked at. */
    rulesChanged(siteId: string) {
      looked.delete(siteId);
      unlined.add(siteId);
    },
    /** Forgets what no replay needs any more. */
    async forget() {
      for (const { id } of sites.all()) await db.write((trx) => store.prune(trx, id, clock.nowMs() - keptMs));
    },
  };
}

/** After this an old forecast would be wrong at once: who is here changed, or in a small shop who is free. */
function isTurn({ waiting, chats }: WaitState, { kind }: WaitEvent): boolean {
  if (kind === 'agent' || kind === 'agentGone') return true;
  const isSmall = waiting.size + chats.size < quickToForecast;
  return isSmall && kind !== 'joined' && kind !== 'told';
}

export type Waits = ReturnType<typeof createWaits>;
