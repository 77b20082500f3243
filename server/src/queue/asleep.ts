import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Sites } from '../sites/sites.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import type { WaitState } from './estimator/wait-state.ts';
import type { OnDesk, WaitsStore } from './waits.store.ts';

export interface SleepersParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  store: WaitsStore;
  note(trx: Trx, siteId: string, events: readonly WaitEvent[]): Promise<void>;
}

/** As routing weighs them: whose visitor has been silent since our last word takes no place of her agent's. */
export const isAsleep = ({ waitingSinceMs, lastAtMs }: OnDesk, asleepAfterMs: number, nowMs: number) =>
  waitingSinceMs === null && nowMs - lastAtMs >= asleepAfterMs;

/** Chats fall asleep by time alone and awake by a word: the line hears of both some seconds later. */
export function createSleepers({ db, clock, sites, store, note }: SleepersParts) {
  async function look(siteId: string, { chats, waiting }: WaitState): Promise<void> {
    const { asleepAfterMs } = sites.byId(siteId).routing;
    const nowMs = clock.nowMs();
    const isNews = (chat: OnDesk) =>
      chats.has(chat.conversationId)
        ? isAsleep(chat, asleepAfterMs, nowMs)
        : !waiting.has(chat.conversationId) && !isAsleep(chat, asleepAfterMs, nowMs);
    const ids = (await store.onDesks(db.read, siteId)).filter(isNews).map((chat) => chat.conversationId);
    if (ids.length === 0) return;
    await db.write(async (trx) => {
      // What has ended or moved meanwhile was noted by whoever did it.
      const still = (await store.onDesks(trx, siteId, ids)).filter(isNews);
      await note(
        trx,
        siteId,
        still.map((chat): WaitEvent => {
          const { conversationId, agentId, line: departmentId } = chat;
          if (isAsleep(chat, asleepAfterMs, nowMs)) return { atMs: nowMs, kind: 'slept', conversationId };
          return { atMs: nowMs, kind: 'woke', conversationId, agentId, departmentId };
        }),
      );
    });
  }

  return { look };
}

export type Sleepers = ReturnType<typeof createSleepers>;
