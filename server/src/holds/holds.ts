import type { Hold } from '@straks/shared/queue/queue.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { becomeCase, isActive, isWaiting, type Waiting } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { MailRoom } from '../platform/mail/mail.ts';
import { isMailbox } from '../platform/mail/mailbox.ts';
import { createRates } from '../platform/wire/rates.ts';
import type { Queue } from '../queue/queue.ts';
import type { Sites } from '../sites/sites.ts';
import type { Visitors } from '../visitors/visitors.ts';
import { type HeldPlace, isAway, isServed, leadMs, mayBeCalled, shown } from './hold.ts';
import { createHoldsStore } from './holds.store.ts';

export interface HoldsParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  conversations: Conversations;
  queue: Queue;
  mail: MailRoom;
  visitorGraceMs: number;
}

interface Visitor {
  visitorId: string;
  siteId: string;
}

export interface Keeping {
  conversationId: string;
  by: 'mail' | 'tab';
  email?: string | undefined;
}

const hourMs = 3_600_000;
/** How often one visitor may choose how she is called, and how many places may wait for one address. */
const choices = { perSecond: 10 / 3_600, burst: 10 };
const lookAgainMs = 5_000;
const mostPerAddress = 3;
const mostMailsPerHour = 6;

/** Places kept for those who went away: each is called when her turn nears, and passed on once if she does not come. */
export function createHolds(parts: HoldsParts) {
  const { db, clock, sites, visitors, conversations, queue, mail } = parts;
  const store = createHoldsStore(db);
  const mayChoose = createRates(choices);
  const nearAt = new Map<string, { atMs: number; ids: ReadonlySet<string> }>();

  /** Keeps the place she has. Told again, it is how she is called that changes. */
  async function keep(visitor: Visitor, { conversationId, by, email }: Keeping): Promise<Hold> {
    if (by === 'mail') refuseAddress(email);
    const { waitMs } = mayChoose(visitor.visitorId, clock.nowMs());
    if (waitMs > 0) throw new Refusal('slow_down', { retryAfterMs: waitMs });
    return db.write(async (trx, tell) => {
      const row = await inLine(trx, visitor, conversationId);
      const before = await store.find(trx, conversationId);
      if (before?.by === 'phone') throw new Refusal('conflict', { detail: 'she asked to be called' });
      const address = by === 'mail' && email ? email : null;
      if (address) await refuseFlood(trx, address, visitor.visitorId);
      const held = { ...heldPlace(row, by, address), passedOnMs: before?.passedOnMs ?? null };
      await store.keep(trx, held);
      const language = row.language as Language;
      // If it becomes a left message, that is where the answer goes.
      if (address) await visitors.name(trx, visitor.visitorId, { email: address, language });
      changed(tell, held);
      return shown(held) as Hold;
    });
  }

  function refuseAddress(email: string | undefined) {
    if (!mail.isOn) throw new Refusal('not_allowed', { detail: 'mail is not set up' });
    if (!email || !isMailbox(email)) throw new Refusal('bad_request', { detail: '/email' });
  }

  /** Nobody's letter box is filled by strangers who type her address. */
  async function refuseFlood(trx: Trx, email: string, visitorId: string) {
    const places = await store.countByEmail(trx, email, visitorId);
    const mails = await mail.countTo(trx, email, clock.nowMs() - hourMs);
    if (places < mostPerAddress && mails < mostMailsPerHour) return;
    throw new Refusal('slow_down', { retryAfterMs: hourMs, detail: '/email' });
  }

  async function inLine(trx: Trx, { visitorId }: Visitor, conversationId: string): Promise<Waiting> {
    const row = await conversations.ofVisitor(trx, conversationId, visitorId);
    if (row.state === 'closed') throw new Refusal('already_closed');
    if (!isWaiting(row)) throw new Refusal('already_taken');
    if (row.kind === 'case') throw new Refusal('conflict', { detail: 'a left message stands in no line' });
    return row;
  }

  const heldPlace = (row: Waiting, by: HeldPlace['by'], email: string | null): HeldPlace => ({
    conversationId: row.id,
    ...{ siteId: row.siteId, visitorId: row.visitorId, by, email, keptMs: clock.nowMs() },
    ...{ calledMs: null, returnByMs: null, backMs: null, passedOnMs: null },
  });

  /** She is here and waits like everybody else. */
  const end = (visitor: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      await conversations.ofVisitor(trx, conversationId, visitor.visitorId);
      const held = await store.find(trx, conversationId);
      if (!held || held.by === 'phone') return;
      await store.remove(trx, conversationId);
      changed(tell, held);
    });

  /** For those who are called at the telephone: kept and given up by whoever makes the call. */
  async function keepForCall(trx: Trx, tell: Tell, row: Waiting): Promise<void> {
    const held = heldPlace(row, 'phone', null);
    await store.keep(trx, held);
    changed(tell, held);
  }

  async function release(trx: Trx, tell: Tell, conversationId: string): Promise<void> {
    const held = await store.find(trx, conversationId);
    if (!held) return;
    await store.remove(trx, conversationId);
    changed(tell, held);
  }

  /** Places, and who may be given to whom, look different. */
  const changed = (tell: Tell, { siteId, conversationId }: HeldPlace) =>
    tell({ kind: 'conversation', siteId, conversationId });

  /** Her first page connects: whoever is called by mail is back. A tab may be open without her. */
  const came = (visitor: Visitor) =>
    moved(visitor, (trx) => store.came(trx, visitor.visitorId, clock.nowMs()));
  const left = (visitor: Visitor) => moved(visitor, (trx) => store.left(trx, visitor.visitorId));

  const moved = ({ siteId }: Visitor, move: (trx: Trx) => Promise<string[]>) =>
    db.write(async (trx, tell) => {
      for (const conversationId of await move(trx)) tell({ kind: 'conversation', siteId, conversationId });
    });

  // — by the clock —

  /** To be called each second. */
  async function sweep(isHere: (visitorId: string) => boolean): Promise<void> {
    for (const siteId of await store.siteIds()) {
      await endThoseOver(siteId);
      await noteLost(siteId, isHere);
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
    const served = await departmentsServed(siteId);
    for (const { isNext, conversationId, departmentId } of some) {
      if (served.has(departmentId) && (isNext || near.has(conversationId)))
        await call(conversationId, returnMs);
    }
  }

  /** The whole line is looked at for it, so not each second; who is the next is seen at once. */
  async function nearIn(siteId: string, nowMs: number): Promise<ReadonlySet<string>> {
    const known = nearAt.get(siteId);
    if (known && nowMs - known.atMs < lookAgainMs) return known.ids;
    const ids = new Set((await queue.near(siteId, leadMs)).map(({ conversationId }) => conversationId));
    nearAt.set(siteId, { atMs: nowMs, ids });
    return ids;
  }

  async function departmentsServed(siteId: string): Promise<ReadonlySet<string>> {
    const ids = sites.departments(siteId).map(({ id }) => id);
    const { offers } = await queue.forNewcomer(siteId, ids);
    const open = offers.filter(({ wait }) => isServed(wait));
    return new Set(open.map(({ departmentId }) => departmentId ?? ''));
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
    for (const { conversationId } of await store.over(siteId)) {
      await db.write(async (trx) => {
        const held = await store.find(trx, conversationId);
        const row = await conversations.findIn(trx, conversationId);
        if (!held || !row || (isWaiting(row) && row.kind === 'chat')) return;
        await store.remove(trx, conversationId);
        if (!isAway(held)) return;
        const nowMs = clock.nowMs();
        if (isActive(row)) await write(trx, held, row, 'hold:taken', { conversationId }, nowMs);
        // The day ended before her turn.
        if (isWaiting(row)) await write(trx, held, row, 'hold:closed', { conversationId }, nowMs);
      });
    }
  }

  async function noteLost(siteId: string, isHere: (visitorId: string) => boolean) {
    const some = await store.lost(siteId, clock.nowMs() - parts.visitorGraceMs);
    for (const { visitorId } of some) {
      if (isHere(visitorId)) await queue.seen([visitorId]);
      else await left({ siteId, visitorId });
    }
  }

  // — what others ask —

  /** Who is away in line: her place is kept without a sign of hers. She is given to nobody but at the telephone. */
  async function heldIn(trx: Trx, siteId: string): Promise<Map<string, 'away' | 'phone'>> {
    const rows = await store.ofSite(trx, siteId);
    const away = rows.filter(isAway);
    return new Map(away.map(({ conversationId, by }) => [conversationId, by === 'phone' ? 'phone' : 'away']));
  }

  /** How each kept place of a site is shown to whom it belongs. */
  async function shownIn(siteId: string): Promise<Map<string, Hold>> {
    const rows = await store.ofSite(db.read, siteId);
    return new Map(rows.flatMap((held) => [[held.conversationId, shown(held)] as const]).filter(hasHold));
  }

  const find = (conversationId: string) => store.find(db.read, conversationId);

  return { keep, end, keepForCall, release, came, left, sweep, heldIn, shownIn, find };
}

const hasHold = (pair: readonly [string, Hold | undefined]): pair is readonly [string, Hold] =>
  pair[1] !== undefined;

export type Holds = ReturnType<typeof createHolds>;
