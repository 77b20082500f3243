import { type VisitorCallback, whenToCall } from '@straks/shared/callbacks/callback.protocol.ts';
import type { Callback } from './callbacks.store.ts';

/** The call she asked for, as she may see it. */
export const visitorCallback = (row: Callback): VisitorCallback => ({
  conversationId: row.conversationId,
  when: whenToCall(row.startsMs),
  phone: row.phone,
  shown: row.shown,
  position: row.position,
  askedAt: row.askedMs,
  dueAt: row.dueMs,
  tries: row.tries,
});
