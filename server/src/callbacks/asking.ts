import type { callbacksVisitorUp, Slot } from '@straks/shared/callbacks/callbacks.protocol.ts';
import type { Static } from 'typebox';
import { type Conversation, isActive, isWaiting, leave } from '../conversations/conversation.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import { countAlone } from '../platform/wire/rates.ts';
import { callsBack } from '../sites/calls-back.ts';
import type { Callback, createCallbacksStore } from './callbacks.store.ts';
import type { CallbacksParts } from './callbacks.ts';
import { callChanged } from './changed.ts';
import { checkPhone } from './phone.ts';
import { createSlots } from './slots.ts';

export type Request = Static<(typeof callbacksVisitorUp)['callback:request']['request']>;

interface Visitor {
  visitorId: string;
  siteId: string;
}

const hourMs = 3_600_000;
/** How often one visitor may ask, and how many calls may wait for one number. */
const choices = { perSecond: 10 / 3_600, burst: 10 };
const mostPerNumber = 3;

/** What a visitor does about a call: she sees the times, asks for one, or wants it no more. */
export function createAsking(parts: CallbacksParts, store: ReturnType<typeof createCallbacksStore>) {
  const { db, clock, ids, sites, conversations, queue, availability, routing, holds } = parts;
  const mayAsk = (parts.openRates ?? countAlone)('calls asked for', choices);
  const slotsOf = createSlots();

  async function slots(visitor: Visitor, departmentId: string | undefined) {
    const site = sites.byId(visitor.siteId);
    const { zone } = site.hours;
    if (!callsBack(site)) return { zone, slots: [], turn: false };
    const chosen = await departmentOf(db.read, visitor, departmentId);
    const [free, inLine] = await Promise.all([
      freeSlots(db.read, visitor.siteId, chosen),
      standsInLine(visitor, departmentId),
    ]);
    return { zone, slots: free, turn: inLine };
  }

  /** Half hours in which fewer calls begin than the department has agents. */
  async function freeSlots(trx: Trx, siteId: string, departmentId: string): Promise<Slot[]> {
    const nowMs = clock.nowMs();
    const all = slotsOf(sites.byId(siteId).hours, nowMs);
    const [agents, taken] = await Promise.all([
      store.agentsOf(trx, departmentId),
      store.taken(trx, departmentId, nowMs),
    ]);
    return all.filter(({ startsAt }) => (taken.get(startsAt) ?? 0) < agents);
  }

  /** Of the conversation she has, the one asked for, or the first with somebody in it. */
  async function departmentOf(trx: Trx, { siteId, visitorId }: Visitor, asked: string | undefined) {
    const open = await conversations.openOf(trx, siteId, visitorId);
    if (open) return open.departmentId;
    const all = sites.departments(siteId).map(({ id }) => id);
    if (asked !== undefined) {
      if (!all.includes(asked)) throw new Refusal('unknown', { detail: 'department' });
      return asked;
    }
    for (const id of all) if ((await store.agentsOf(trx, id)) > 0) return id;
    return all[0] ?? '';
  }

  /** She stands in line, or could join it now. */
  async function standsInLine(visitor: Visitor, departmentId: string | undefined): Promise<boolean> {
    const open = await conversations.openOf(db.read, visitor.siteId, visitor.visitorId);
    if (open?.kind === 'chat' || open?.state === 'active') return true;
    return (await availability.placeFor(visitor.siteId, departmentId)) !== null;
  }

  /** Asks for a call. Gives the conversation it is asked in. */
  async function request(visitor: Visitor, asked: Request): Promise<string> {
    const before = await store.asked(db.read, visitor.visitorId, asked.clientMessageId);
    if (before) return before.conversationId;
    const site = sites.byId(visitor.siteId);
    const phone = checkPhone(asked.phone, asked.country);
    if ('fault' in phone) throw new Refusal('bad_phone', { detail: phone.fault });
    if (!callsBack(site)) throw new Refusal('closed_now');
    await refuseStale(visitor, asked.conversationId);
    await refuseFlood(visitor, phone.phone);
    return asked.when.kind === 'turn'
      ? requestInTurn(visitor, asked, phone)
      : requestAt(visitor, asked, asked.when.startsAt, phone);
  }

  /** What she looked at when she asked may have been closed meanwhile: she looks again. */
  async function refuseStale({ visitorId }: Visitor, conversationId: string | undefined) {
    if (conversationId === undefined) return;
    const row = await conversations.ofVisitor(db.read, conversationId, visitorId);
    if (row.state === 'closed') throw new Refusal('already_closed');
  }

  /** Nobody's telephone is made to ring by strangers who type her number. */
  async function refuseFlood({ siteId, visitorId }: Visitor, phone: string) {
    const { waitMs } = mayAsk(visitorId, clock.nowMs());
    const tooMany = (await store.countTo(db.read, siteId, phone)) >= mostPerNumber;
    if (waitMs > 0 || tooMany) throw new Refusal('slow_down', { retryAfterMs: Math.max(waitMs, hourMs) });
  }

  /** Her place in line is kept until it is her turn: then she is called. */
  async function requestInTurn(visitor: Visitor, asked: Request, phone: Phone): Promise<string> {
    const conversationId = await routing.requestChat(visitor, wordsOf(asked), {
      async after(trx, tell, id) {
        const row = await addTo(trx, tell, id, asked, { ...phone, startsMs: null, position: null });
        // Whoever has her may have to give her back when she is gone: she is called all the same.
        if (row?.kind === 'chat') await holds.keepForCall(trx, tell, row);
      },
    });
    const place = await queue.placeOf(visitor.siteId, conversationId);
    if (place) await keepPosition(conversationId, place.position);
    return conversationId;
  }

  /** The place she had when she asked: told to her, and to whoever calls. */
  const keepPosition = (conversationId: string, position: number) =>
    db.write(async (trx, tell) => {
      const call = await store.openOf(trx, conversationId);
      const row = await conversations.findIn(trx, conversationId);
      if (!call || !row || call.position !== null) return;
      await store.change(trx, call.id, { position });
      await conversations.touch(trx, tell, row);
      callChanged(tell, call);
    });

  /** She gives up her place in line, if she had one, for the time she chose. */
  async function requestAt(visitor: Visitor, asked: Request, startsMs: number, phone: Phone) {
    const open = await conversations.openOf(db.read, visitor.siteId, visitor.visitorId);
    const isInLine = open?.kind === 'chat' && isWaiting(open);
    const place = isInLine ? await queue.placeOf(visitor.siteId, open.id) : null;
    const departmentId = await departmentOf(db.read, visitor, asked.departmentId);
    return routing.leaveCase(
      visitor,
      { ...wordsOf(asked), departmentId },
      {
        reason: 'callback',
        async after(trx, tell, id) {
          const row = await conversations.ofVisitor(trx, id, visitor.visitorId);
          if (isActive(row)) throw new Refusal('already_taken');
          const free = await freeSlots(trx, visitor.siteId, row.departmentId);
          if (!free.some(({ startsAt }) => startsAt === startsMs)) throw new Refusal('slot_taken');
          await addTo(trx, tell, id, asked, { ...phone, startsMs, position: place?.position ?? null });
        },
      },
    );
  }

  /** Gives the conversation it was added to; null when it was there already. */
  async function addTo(
    trx: Trx,
    tell: Tell,
    conversationId: string,
    { clientMessageId }: Request,
    what: Pick<Callback, 'phone' | 'shown' | 'startsMs' | 'position'>,
  ): Promise<Conversation | null> {
    const row = await conversations.findIn(trx, conversationId);
    if (!row || row.state === 'closed') throw new Refusal('already_closed');
    if (await store.asked(trx, row.visitorId, clientMessageId)) return null;
    if (await store.openOf(trx, conversationId)) throw new Refusal('conflict', { detail: 'callback' });
    const nowMs = clock.nowMs();
    const { siteId, visitorId } = row;
    await store.insert(trx, {
      ...{ id: ids.id(), siteId, conversationId, visitorId, clientMessageId, ...what },
      ...{ askedMs: nowMs, dueMs: what.startsMs, triedMs: null, callingMs: null },
      ...{ state: 'open', endedMs: null },
    });
    const at = what.startsMs === null ? {} : { startsAt: what.startsMs };
    const line = { kind: 'callback' as const, step: 'asked' as const, ...at };
    const after = await conversations.record(trx, tell, { to: row, line }, nowMs);
    callChanged(tell, { siteId, conversationId, visitorId });
    return after;
  }

  /** She wants it no more. In line she waits on; a case without a word of hers is over. */
  const cancel = ({ visitorId }: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitorId);
      const call = await store.openOf(trx, conversationId);
      if (!call) return;
      const nowMs = clock.nowMs();
      await store.change(trx, call.id, { state: 'cancelled', endedMs: nowMs });
      await holds.release(trx, tell, conversationId);
      const line = { kind: 'callback' as const, step: 'cancelled' as const };
      const after = await conversations.record(trx, tell, { to: row, line }, nowMs);
      const isEmpty = isWaiting(after) && after.kind === 'case' && after.preview === '';
      if (isEmpty) await conversations.record(trx, tell, leave(after, 'visitor', nowMs), nowMs);
      callChanged(tell, call);
    });

  return { slots, request, cancel };
}

type Phone = { phone: string; shown: string };

const wordsOf = ({ clientMessageId, text, name, departmentId, language, pageUrl }: Request) => ({
  ...{ clientMessageId, language },
  ...(text !== undefined && { text }),
  ...(name !== undefined && { name }),
  ...(departmentId !== undefined && { departmentId }),
  ...(pageUrl !== undefined && { pageUrl }),
});
