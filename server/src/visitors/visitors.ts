import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import { hashToken, type Ids } from '../platform/ids.ts';
import { createVisitorsStore } from './visitors.store.ts';

const dayMs = 24 * 3_600_000;
const linkLivesMs = 7 * dayMs;
/** So long a link that is over can still be told from one that never was. */
const linkKnownMs = 30 * dayMs;

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
    return (await store.byToken(siteId, hashToken(token))) ?? null;
  }

  /** A secret by which she goes on elsewhere, once, within a week. Only its hash is kept. */
  async function linkFor(siteId: string, visitorId: string): Promise<string> {
    const token = ids.token();
    const createdMs = clock.nowMs();
    const expiresMs = createdMs + linkLivesMs;
    const row = { tokenHash: hashToken(token), siteId, visitorId, createdMs, expiresMs, usedMs: null };
    await db.write((trx) => store.insertLink(trx, row));
    return token;
  }

  /** Turns the secret of a link into a session of the same visitor, beside those she has. */
  const goOn = (siteId: string, link: string) =>
    db.write(async (trx) => {
      const nowMs = clock.nowMs();
      const found = await store.findLink(trx, siteId, hashToken(link));
      const visitor = found && (await store.find(trx, found.visitorId));
      if (!visitor) throw new Refusal('unknown', { detail: 'link' });
      if (found.expiresMs <= nowMs) throw new Refusal('unknown', { detail: 'expired' });
      if (!(await store.useLink(trx, found.tokenHash, nowMs))) throw new Refusal('already_used');
      const token = ids.token();
      await store.insertSession(trx, {
        ...{ tokenHash: hashToken(token), siteId, visitorId: visitor.id, createdMs: nowMs },
      });
      return { visitorId: visitor.id, token, language: visitor.language as Language };
    });

  /** What she calls herself. */
  const name = (trx: Trx, id: string, told: { name?: string; email?: string; language: string }) =>
    store.name(trx, id, told);

  /** Whose a link is or was, also when it is used or over. */
  async function ofLink(siteId: string, link: string) {
    const found = await store.findLink(db.read, siteId, hashToken(link));
    return found && store.find(db.read, found.visitorId);
  }

  const forget = () => db.write((trx) => store.forgetLinks(trx, clock.nowMs() - linkKnownMs));

  return { arrive, who, name, linkFor, goOn, ofLink, forget };
}

export type Visitors = ReturnType<typeof createVisitors>;
