import { setImmediate as breathe } from 'node:timers/promises';
import type { Announce } from '../platform/wire/announce.ts';
import type { Queue } from './queue.ts';

const atATime = 25;

/** Tells those in line who are here what changed for them, and what they were told is not said again. */
export function createPlaceTeller(
  queue: Pick<Queue, 'news'>,
  announce: Pick<Announce, 'toVisitor'>,
  isHere: (visitorId: string) => boolean,
) {
  async function tell(siteId: string) {
    const news = await queue.news(siteId, isHere);
    for (const [n, { visitorId, place }] of news.entries()) {
      // A long line is told a few at a time: nobody's message waits for it.
      if (n % atATime === atATime - 1) await breathe();
      announce.toVisitor({ visitorId }, 'place', place);
    }
  }

  return { tell };
}

export type PlaceTeller = ReturnType<typeof createPlaceTeller>;
