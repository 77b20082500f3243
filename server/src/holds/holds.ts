import type { Hold } from '@straks/shared/queue/queue.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { type Conversation, isWaiting, type Waiting } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { MailRoom } from '../platform/mail/mail.ts';
import { asOneBox, isMailbox } from '../platform/mail/mailbox.ts';
import { countAlone, type OpenRates } from '../platform/wire/rates.ts';
import type { Queue } from '../queue/queue.ts';
import type { Sites } from '../sites/sites.ts';
import type { Visitors } from '../visitors/visitors.ts';
import { createCalling } from './calling.ts';
import { type HeldPlace, isAway, shown } from './hold.ts';
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
  /** Without, this process counts alone. */
  openRates?: OpenRates;
}

export interface Visitor {
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
const mostPerAddress = 3;
const mostMailsPerHour = 6;

/** Places kept for those who went away: each is called when her turn nears, and passed on once if she does not come. */
export function createHolds(parts: HoldsParts) {
  const { db, clock, visitors, conversations, queue, mail } = parts;
  const store = createHoldsStore(db);
  const mayChoose = (parts.openRates ?? countAlone)('places kept', choices);

  /** Keeps the place she has. Told again, it is how she is called that changes. */
  async function keep(visitor: Visitor, { conversationId, by, email }: Keeping): Promise<Hold> {
    if (by === 'mail') refuseAddress(email);
    const { waitMs } = mayChoose(visitor.visitorId, clock.nowMs());
    if (waitMs > 0) throw new Refusal('slow_down', { retryAfterMs: waitMs });
    return db.write(async (trx, tell) => {
      const row = await inLine(trx, visitor, conversationId);
      const before = await store.find(trx, conversationId);
      if (before?.by === 'phone') throw new Refusal('conflict', { detail: 'she asked to be called' });
      const address = by === 'mail' && email ? asOneBox(email) : null;
      if (address) await refuseFlood(trx, address, visitor.visitorId);
      const held = { ...heldPlace(row, by, address), passedOnMs: before?.passedOnMs ?? null };
      await store.keep(trx, held);
      if (!before || !isAway(before)) await queue.cameOrWent(trx, row.siteId, conversationId, false);
      const language = row.language as Language;
      // If it becomes a left message, that is where the answer goes.
      if (address) {
        await visitors.name(trx, visitor.visitorId, { email: address, language });
        await conversations.touch(trx, tell, row);
      }
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

  const heldPlace = (row: Conversation, by: HeldPlace['by'], email: string | null): HeldPlace => ({
    conversationId: row.id,
    ...{ siteId: row.siteId, visitorId: row.visitorId, by, email, keptMs: clock.nowMs() },
    ...{ calledMs: null, returnByMs: null, backMs: null, passedOnMs: null },
  });

  /** She is here and waits like everybody else. */
  const end = (visitor: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitor.visitorId);
      const held = await store.find(trx, conversationId);
      if (!held || held.by === 'phone') return;
      await store.remove(trx, conversationId);
      if (isWaiting(row) && isAway(held)) await queue.cameOrWent(trx, row.siteId, conversationId, true);
      changed(tell, held);
    });

  /** For those who are called at the telephone: kept and given up by whoever makes the call. */
  async function keepForCall(trx: Trx, tell: Tell, row: Conversation): Promise<void> {
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

  /** Her first page connects: whoever is called by mail is back. A tab may be open without her. */
  const came = (visitor: Visitor) =>
    moved(visitor, true, (trx) => store.came(trx, visitor.visitorId, clock.nowMs()));
  const left = (visitor: Visitor, seenBeforeMs?: number) =>
    moved(visitor, false, (trx) => store.left(trx, visitor.visitorId, seenBeforeMs));

  const moved = ({ siteId }: Visitor, here: boolean, move: (trx: Trx) => Promise<string[]>) =>
    db.write(async (trx, tell) => {
      for (const conversationId of await move(trx)) {
        await queue.cameOrWent(trx, siteId, conversationId, here);
        tell({ kind: 'conversation', siteId, conversationId });
      }
    });

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

  /** While the house was down nobody missed a call that she could not answer. */
  const forgive = store.forgive;

  const find = (conversationId: string) => store.find(db.read, conversationId);
  const { sweep } = createCalling(parts, { store, changed, came, left });

  return { keep, end, keepForCall, release, came, left, forgive, sweep, heldIn, shownIn, find };
}

const hasHold = (pair: readonly [string, Hold | undefined]): pair is readonly [string, Hold] =>
  pair[1] !== undefined;

/** Places, and who may be given to whom, look different. */
const changed = (tell: Tell, { siteId, conversationId }: HeldPlace) =>
  tell({ kind: 'conversation', siteId, conversationId });

export type Holds = ReturnType<typeof createHolds>;
