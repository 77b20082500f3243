import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { lastBeat, noteBeat } from './heartbeat.store.ts';

export interface HeartbeatParts {
  db: Database;
  clock: Clock;
  /** Graces that could not be kept while nobody was served are longer by so much. */
  forgive(trx: Trx, downMs: number): Promise<void>;
}

/** How often each node looks whether the house is known to live. */
export const beatMs = 2_000;
/** Later than the beat of any node would have come. */
const missedMs = 3_000;

/**
 * The house lives while any of its nodes does. Only while none did, or none reached the database, nobody is blamed
 * for not having been heard; a node that starts beside others changes nothing for anybody.
 */
export function createHeartbeat({ db, clock, forgive }: HeartbeatParts) {
  /** To be called when this node can be reached, and every `beatMs` from then on. */
  async function beat(): Promise<void> {
    const last = await lastBeat(db.read);
    if (last !== null && isFresh(clock.nowMs() - last)) return;
    await db.write(async (trx) => {
      const nowMs = clock.nowMs();
      // Of several that find the house dead, the first forgives.
      const downMs = nowMs - ((await lastBeat(trx)) ?? nowMs);
      if (downMs > missedMs) await forgive(trx, downMs);
      await noteBeat(trx, nowMs);
    });
  }

  return { beat };
}

/** Another node has just said so. A beat that is yet to come is of a clock that was set back. */
const isFresh = (ageMs: number) => ageMs >= 0 && ageMs < beatMs / 2;
