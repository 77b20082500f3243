import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { type Active, becomeCase, isActive, isWaiting } from '../conversations/conversation.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import { type HeldPlace, isAway, leadMs, mayBeCalled } from './hold.ts';
import type { HoldsStore } from './holds.store.ts';
import type { HoldsParts, Visitor } from './holds.ts';

interface Shared {
  store: HoldsStore;
  changed(tell: Tell, held: HeldPlace): void;
  came(visitor: Visitor): Promise<void>;
  left(visitor: Visitor, seenBeforeMs?: number): Promise<void>;
}

/** What is known of visitors' pages at this node. */
export interface Pages {
  /** Whether a page of hers is connected, here or elsewhere. */
  isHere(visitorId: string): boolean;
  /** When she opened the first of those that are connected here; null: none is, or it came back without her. */
  cameMs(visitorId: string): number | null;
}

const lookAgainMs = 5_000;

/** What time does to kept places: their people are called, awaited, passed over and at last written to. */
export function createCalling(parts: HoldsParts, { store, changed, came, left }: Shared) {
  const { db, clock, sites, conversations, queue, mail } = parts;
  const nearAt = new Map<string, { atMs: number; ids: ReadonlySet<string> }>();

  /** To be called each second. */
  async function sweep({ isHere, cameMs }: Pages): Promise<void> {
    for (const siteId of await store.siteIds()) {
      await endThoseOver(siteId);
      await noteLost(siteId, isHere);
      await bringBack(siteId, cameMs);
      await passOnOverdue(siteId);
      await callThoseNear(siteId);
    }
  }

  async function callThoseNear(siteId: string) {
    const nowMs = clock.nowMs();
    const { returnMs } = sites.byId(siteId).routing;
    const some = (await store.uncalled(siteId)).filter((held) => mayBeCalled(held, returnMs, nowMs));
    if (some.length === 0) return;
    const near = await nearIn(siteId, nowMs);
    const turns = some.filter(({ isNext, conversationId }) => isNext || near.has(conversationId));
    // Called while nobody is there who could help her, she would come for nothing.
    const ids = turns.map(({ conversationId }) => conversationId);
    for (const conversationId of await queue.served(siteId, ids)) await call(conversationId, returnMs);
  }

  /** The whole line is looked at for it, so not each second; who is the next is seen at once. */
  async function nearIn(siteId: string, nowMs: number): Promise<ReadonlySet<string>> {
    const known = nearAt.get(siteId);
    if (known && nowMs - known.atMs < lookAgainMs) return known.ids;
    const ids = new Set((await queue.near(siteId, leadMs)).map(({ conversationId }) => conversationId));
    nearAt.set(siteId, { atMs: nowMs, ids });
    return ids;
  }

  const call = (conversationId: string, returnMs: number) =>
    db.write(async (trx, tell) => {
      const nowMs = clock.nowMs();
      const held = await store.find(trx, conversationId);
      const row = await conversations.findIn(trx, conversationId);
      if (!held || !row || !isWaiting(row) || !isAway(held) || !mayBeCalled(held, returnMs, nowMs)) return;
      await store.call(trx, conversationId, nowMs, nowMs + returnMs);
      await write(trx, held, row, 'hold:turn', { conversationId, calledMs: nowMs }, nowMs);
      changed(tell, held);
    });

  async function passOnOverdue(siteId: string) {
    for (const { conversationId } of await store.overdue(siteId, clock.nowMs())) await miss(conversationId);
  }

  /** She did not come. The first time those behind her are served; the second time her words are kept as a message. */
  const miss = (conversationId: string) =>
    db.write(async (trx, tell) => {
      const nowMs = clock.nowMs();
      const held = await store.find(trx, conversationId);
      const row = await conversations.findIn(trx, conversationId);
      if (!held || !row || !isAway(held) || (held.returnByMs ?? nowMs + 1) > nowMs) return;
      if (!isWaiting(row) || row.kind === 'case') return;
      changed(tell, held);
      if (held.passedOnMs === null) return void (await store.passOn(trx, conversationId, nowMs));
      await store.remove(trx, conversationId);
      const after = await conversations.record(trx, tell, becomeCase(row, 'missed'), nowMs);
      await queue.follow(trx, row, after, nowMs, 'missed');
      await write(trx, held, row, 'hold:missed', { conversationId }, nowMs);
    });

  async function write(
    trx: Trx,
    { by, email, siteId }: HeldPlace,
    { language }: { language: string },
    kind: string,
    data: { conversationId: string; calledMs?: number },
    dueMs: number,
  ) {
    if (by !== 'mail' || !email || !mail.isOn) return;
    const onceKey = `${kind}:${data.conversationId}:${data.calledMs ?? dueMs}`;
    await mail.post(trx, { siteId, kind, to: email, language: language as Language, data, dueMs, onceKey });
  }

  /** It stands in line no more while she is away: taken by hand, or made a left message. She is told. */
  async function endThoseOver(siteId: string) {
    const { returnMs } = sites.byId(siteId).routing;
    for (const { conversationId } of await store.over(siteId)) {
      await db.write(async (trx) => {
        const held = await store.find(trx, conversationId);
        const row = await conversations.findIn(trx, conversationId);
        if (!held || !row || (isWaiting(row) && row.kind === 'chat')) return;
        if (isActive(row) && isAway(held) && held.by === 'mail') return expect(trx, held, row, returnMs);
        await store.remove(trx, conversationId);
        if (!isAway(held) || !isWaiting(row) || !(await store.isSentAway(trx, conversationId))) return;
        await write(trx, held, row, 'hold:closed', { conversationId }, clock.nowMs());
      });
    }
  }

  /** Somebody waits for her. Her place stays kept: given back before she comes, she is not taken for gone. */
  async function expect(trx: Trx, held: HeldPlace, row: Active, returnMs: number) {
    const { conversationId } = held;
    const calledMs = Math.max(clock.nowMs(), row.assignedMs ?? 0);
    await store.call(trx, conversationId, calledMs, calledMs + returnMs);
    await write(trx, held, row, 'hold:taken', { conversationId }, calledMs);
  }

  /**
   * Said to be back but not seen for the grace: a node went down and nobody noted that she left. As in line, whoever is
   * here is noted as seen when half of it has gone by, so that a node which does not know of her never takes her for gone.
   */
  async function noteLost(siteId: string, isHere: Pages['isHere']) {
    const nowMs = clock.nowMs();
    const limitMs = nowMs - parts.visitorGraceMs;
    const fading = await store.backUnseen(siteId, nowMs - parts.visitorGraceMs / 2);
    const here = fading.filter(({ visitorId }) => isHere(visitorId));
    if (here.length > 0) await queue.seen(here.map(({ visitorId }) => visitorId));
    for (const { visitorId, seenMs } of fading) {
      if (seenMs < limitMs && !isHere(visitorId)) await left({ siteId, visitorId }, limitMs);
    }
  }

  /** A page of hers was closed at a node that did not know of the one here: she came after she had gone, and is back. */
  async function bringBack(siteId: string, cameMs: Pages['cameMs']) {
    for (const { visitorId, keptMs } of await store.awayByMail(siteId)) {
      if ((cameMs(visitorId) ?? 0) > keptMs) await came({ siteId, visitorId });
    }
  }

  return { sweep };
}
