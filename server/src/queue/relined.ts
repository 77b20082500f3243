import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import { type Asked, headStartOf, needOf } from './need.ts';
import type { RelinedStore, Standing } from './relined.store.ts';

export interface RelinedParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  store: RelinedStore;
  lineIn(trx: Trx, departmentId: string, asked: Asked): Promise<string>;
  note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void>;
}

/** So many are moved in one unit, so that messages get their turn between. */
const mostAtOnce = 500;

/** Rules of departments and the worth of priorities changed: those in line stand where they would stand now. */
export function createRelined({ db, clock, sites, store, lineIn, note }: RelinedParts) {
  /** Takes also the lines that are known, to end those whose department is no more. */
  async function follow(siteId: string, known: Iterable<string>): Promise<void> {
    const moved = await misplaced(db.read, siteId, await store.all(siteId));
    for (let from = 0; from < moved.length; from += mostAtOnce) {
      const ids = moved.slice(from, from + mostAtOnce).map(({ id }) => id);
      await db.write((trx) => move(trx, siteId, ids));
    }
    await end(siteId, [...known]);
  }

  async function move(trx: Trx, siteId: string, ids: readonly string[]): Promise<void> {
    const rows = await misplaced(trx, siteId, await store.again(trx, ids));
    await store.save(trx, rows);
    const atMs = clock.nowMs();
    const events = rows.map(({ id, line, orderMs, ticket }): WaitEvent => {
      const place = { departmentId: line, orderMs, ticket, headStartMs: 0 };
      return { atMs, kind: 'joined', conversationId: id, ...place };
    });
    await note(trx, siteId, events);
  }

  /** Those whose place is another by the rules as they are, at that place. */
  async function misplaced(trx: Trx, siteId: string, rows: readonly Standing[]): Promise<Standing[]> {
    const rules = sites.byId(siteId).routing;
    const needs = Map.groupBy(rows, ({ departmentId, language, skills }) =>
      JSON.stringify([departmentId, language, skills]),
    );
    const placed: Standing[] = [];
    for (const same of needs.values()) {
      const [one] = same as [Standing];
      const line = await lineIn(trx, one.departmentId, one);
      for (const row of same) {
        const orderMs = row.queuedMs - headStartOf(row.priority, rules);
        if (line !== row.line || orderMs !== row.orderMs) placed.push({ ...row, line, orderMs });
      }
    }
    return placed;
  }

  async function end(siteId: string, known: readonly string[]): Promise<void> {
    const departments = new Set(sites.departments(siteId).map(({ id }) => id));
    if (known.every((line) => departments.has(needOf(line).departmentId))) return;
    await db.write(async (trx) => {
      const living = await store.departmentIds(trx, siteId);
      const dead = known.filter((line) => !living.has(needOf(line).departmentId));
      const atMs = clock.nowMs();
      await note(
        trx,
        siteId,
        dead.map((departmentId) => ({ atMs, kind: 'departmentGone', departmentId })),
      );
    });
  }

  return { follow };
}

export type Relined = ReturnType<typeof createRelined>;
