import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import { headStartOf, lineOf, needOf } from './need.ts';
import type { RelinedStore, Standing } from './relined.store.ts';

export interface RelinedParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  store: RelinedStore;
  note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void>;
}

/** So many are moved in one unit, so that messages get their turn between. */
const mostAtOnce = 500;

/** Rules of departments and the worth of priorities changed: those in line stand where they would stand now. */
export function createRelined({ db, clock, sites, store, note }: RelinedParts) {
  /** Takes also the lines that are known, to end those whose department is no more. */
  async function follow(siteId: string, known: Iterable<string>): Promise<void> {
    const moved = (await store.all(siteId)).filter((one) => place(siteId, one) !== null);
    for (let from = 0; from < moved.length; from += mostAtOnce)
      await move(
        siteId,
        moved.slice(from, from + mostAtOnce).map(({ id }) => id),
      );
    await end(siteId, [...known]);
  }

  const move = (siteId: string, ids: readonly string[]) =>
    db.write(async (trx) => {
      const rows = (await store.again(trx, ids)).flatMap((row) => place(siteId, row) ?? []);
      await store.save(trx, rows);
      const atMs = clock.nowMs();
      await note(
        trx,
        siteId,
        rows.map(({ id: conversationId, line: departmentId, orderMs, ticket }) => ({
          ...{ atMs, kind: 'joined', conversationId, departmentId, orderMs, ticket, headStartMs: 0 },
        })),
      );
    });

  /** Her place by the rules as they are; null when she has it. */
  function place(siteId: string, row: Standing): Standing | null {
    const department = sites.departments(siteId).find(({ id }) => id === row.departmentId);
    return department ? placed(row, department, sites.byId(siteId).routing) : null;
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

function placed(row: Standing, department: Department, rules: RoutingRules): Standing | null {
  const line = lineOf(row, department);
  const orderMs = row.queuedMs - headStartOf(row.priority, rules);
  return line === row.line && orderMs === row.orderMs ? null : { ...row, line, orderMs };
}
