import { opening } from '../hours/opening.ts';
import type { Callback, createCallbacksStore } from './callbacks.store.ts';
import type { CallbacksParts } from './callbacks.ts';
import { callChanged } from './changed.ts';

/** What time alone brings about. To be called each second. */
export function createDue(
  { db, clock, sites, conversations, holds }: CallbacksParts,
  store: ReturnType<typeof createCallbacksStore>,
) {
  async function sweep(): Promise<void> {
    for (const call of await store.due(clock.nowMs())) await tellDue(call);
    for (const call of await store.stranded()) await land(call);
    for (const call of await store.orphaned()) await end(call);
  }

  /** Out of the line before her turn, as when we closed: she is called when somebody is here again. */
  const land = ({ id }: Callback) =>
    db.write(async (trx, tell) => {
      const call = (await store.stranded(trx)).find((one) => one.id === id);
      if (!call) return;
      const nowMs = clock.nowMs();
      const { open, opensAtMs } = opening(sites.byId(call.siteId).hours, nowMs);
      await store.change(trx, id, { dueMs: open ? nowMs : (opensAtMs ?? nowMs), dueTold: 0 });
      await holds.release(trx, tell, call.conversationId);
      const row = await conversations.findIn(trx, call.conversationId);
      if (row) await conversations.touch(trx, tell, row);
      callChanged(tell, call);
    });

  /** Its time has come: the lists of those who see it show it anew. */
  const tellDue = ({ id, conversationId }: Callback) =>
    db.write(async (trx, tell) => {
      const row = await conversations.findIn(trx, conversationId);
      await store.change(trx, id, { dueTold: 1 });
      if (row) await conversations.touch(trx, tell, row);
    });

  const end = ({ id }: Callback) =>
    db.write(async (trx, tell) => {
      const call = (await store.orphaned(trx)).find((one) => one.id === id);
      if (!call) return;
      await store.change(trx, call.id, { state: 'cancelled', endedMs: clock.nowMs(), callingMs: null });
      await holds.release(trx, tell, call.conversationId);
      callChanged(tell, call);
    });

  return { sweep };
}
