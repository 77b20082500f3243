import type { VisitorCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import type { Ids } from '../platform/ids.ts';
import type { Posted } from '../platform/mail/mail.ts';
import type { OpenRates } from '../platform/wire/rates.ts';
import type { Queue } from '../queue/queue.ts';
import type { Availability } from '../routing/availability.ts';
import type { Routing } from '../routing/routing.ts';
import type { Sites } from '../sites/sites.ts';
import { createAsking } from './asking.ts';
import { createCallbacksStore } from './callbacks.store.ts';
import { createCalling } from './calling.ts';
import { createDue } from './due.ts';
import { visitorCallback } from './views.ts';

export interface CallbacksParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  sites: Sites;
  conversations: Conversations;
  queue: Queue;
  availability: Availability;
  routing: Routing;
  /** Places in line that are kept for a call, whoever is there or not. */
  holds: {
    keepForCall(trx: Trx, tell: Tell, row: Conversation): Promise<void>;
    release(trx: Trx, tell: Tell, conversationId: string): Promise<void>;
  };
  /** Without, this process counts alone. */
  openRates?: OpenRates;
  mail: { readonly isOn: boolean; post(trx: Trx, mail: Posted): Promise<unknown> };
}

/** Calls that visitors ask for, at a time or when it is their turn, and what agents do about them. */
export function createCallbacks(parts: CallbacksParts) {
  const store = createCallbacksStore(parts.db);

  /** The call she asked for and that is still to be made. */
  async function openOf(conversationId: string): Promise<VisitorCallback | null> {
    const row = await store.openOf(parts.db.read, conversationId);
    return row ? visitorCallback(row) : null;
  }

  /** She is to be called at a time, whatever becomes of the chat she is in. */
  const isAwaited = async (trx: Trx, conversationId: string): Promise<boolean> =>
    ((await store.openOf(trx, conversationId))?.dueMs ?? null) !== null;

  return {
    openOf,
    isAwaited,
    ...createAsking(parts, store),
    ...createCalling(parts, store),
    ...createDue(parts, store),
  };
}

export type Callbacks = ReturnType<typeof createCallbacks>;
