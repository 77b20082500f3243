import type { Pace } from './clock.ts';

/**
 * Runs `work` for a site some time after it was asked for, once for all who asked meanwhile,
 * and never twice at the same time: many changes become one telling, and the last is never missed.
 * What fails is tried again by itself only where `againMs` says when.
 */
export function createTicker(
  work: (siteId: string) => Promise<void>,
  failed: (error: unknown) => void,
  { pace = 1, againMs }: { pace?: Pace; againMs?: number } = {},
) {
  const planned = new Map<string, { timer: NodeJS.Timeout; dueMs: number }>();
  const running = new Map<string, Promise<void>>();
  const again = new Map<string, { withinMs: number; apartMs: number }>();
  const endedMs = new Map<string, number>();

  let stopped = false;

  /** Begins within so long, and no sooner than so long after it last ended. */
  function soon(siteId: string, withinMs: number, apartMs = 0) {
    if (stopped) return;
    if (running.has(siteId)) {
      const before = again.get(siteId) ?? { withinMs, apartMs };
      again.set(siteId, {
        withinMs: Math.min(withinMs, before.withinMs),
        apartMs: Math.min(apartMs, before.apartMs),
      });
      return;
    }
    const nowMs = performance.now();
    const dueMs = Math.max(
      nowMs + withinMs / pace,
      (endedMs.get(siteId) ?? Number.NEGATIVE_INFINITY) + apartMs / pace,
    );
    const before = planned.get(siteId);
    if (before && before.dueMs <= dueMs) return;
    if (before) clearTimeout(before.timer);
    planned.set(siteId, { timer: setTimeout(() => run(siteId), dueMs - nowMs), dueMs });
  }

  function run(siteId: string) {
    planned.delete(siteId);
    const ended = work(siteId)
      .then(() => undefined)
      .catch((error) => {
        failed(error);
        return againMs;
      })
      .then((triedAgainMs) => {
        running.delete(siteId);
        endedMs.set(siteId, performance.now());
        const next = again.get(siteId);
        again.delete(siteId);
        if (next) soon(siteId, next.withinMs, next.apartMs);
        else if (triedAgainMs !== undefined) soon(siteId, triedAgainMs);
      });
    running.set(siteId, ended);
  }

  /** Begins nothing more and waits for what is under way. */
  async function stop() {
    stopped = true;
    for (const { timer } of planned.values()) clearTimeout(timer);
    planned.clear();
    await Promise.all(running.values());
  }

  return { soon, stop };
}
