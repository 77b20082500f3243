import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { hashToken, type Ids } from '../platform/ids.ts';
import { createVisitorsStore } from './visitors.store.ts';

/** Visitors are known by a token of ours and nothing else; a typed name or e-mail is a label. */
export function createVisitors({ db, clock, ids }: { db: Database; clock: Clock; ids: Ids }) {
  const store = createVisitorsStore(db);

  async function arrive(siteId: string, language: string) {
    const visitorId = ids.id();
    const token = ids.token();
    await db.write((trx) =>
      store.insert(trx, {
        id: visitorId,
        siteId,
        tokenHash: hashToken(token),
        name: null,
        email: null,
        language,
        createdMs: clock.nowMs(),
      }),
    );
    return { visitorId, token };
  }

  /** The visitor of a token in its own site; null for any other. */
  async function who(siteId: string, token: string): Promise<string | null> {
    const row = await store.byToken(siteId, hashToken(token));
    return row?.id ?? null;
  }

  /** What she calls herself. */
  const name = (trx: Trx, id: string, told: { name?: string; email?: string; language: string }) =>
    store.name(trx, id, told);

  return { arrive, who, name };
}

export type Visitors = ReturnType<typeof createVisitors>;
