import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.ts';
import { quantile } from './quantile.ts';

export interface Loaded {
  /** Messages that arrived at the other side, a second. */
  perSecond: number;
  ackP50Ms: number;
  ackP99Ms: number;
  refused: number;
  /** Cores that each side used. */
  serverBusy: number;
  clientBusy: number;
}

const arriveWithinMs = 10_000;

/** Every line keeps so many messages unanswered, as fast as the house answers. */
export function saturate(house: House, outstanding: number, ms: number): Promise<Loaded> {
  return measured(house, async (send) => {
    const endMs = performance.now() + ms;
    const again = (line: number): void => {
      if (performance.now() < endMs) send(line, performance.now(), () => again(line));
    };
    for (let n = 0; n < outstanding; n += 1) for (const line of house.lines.keys()) again(line);
    await pause(ms);
  });
}

const stepMs = 1;

/** So many messages a second, whatever the answers do; the wait counts from the moment each was due. */
export function steady(house: House, perSecond: number, ms: number): Promise<Loaded> {
  return measured(house, async (send) => {
    const startedMs = performance.now();
    for (let sent = 0; performance.now() - startedMs < ms; await pause(stepMs)) {
      const due = Math.floor(((performance.now() - startedMs) / 1000) * perSecond);
      for (; sent < due; sent += 1) {
        send(sent % house.lines.length, startedMs + (sent * 1000) / perSecond, () => {});
      }
    }
  });
}

type Send = (line: number, dueMs: number, done: () => void) => void;

async function measured(house: House, drive: (send: Send) => Promise<void>): Promise<Loaded> {
  const acksMs: number[] = [];
  let sent = 0;
  let refused = 0;
  const send: Send = (at, dueMs, done) => {
    sent += 1;
    house.lines[at]?.send((ok) => {
      acksMs.push(performance.now() - dueMs);
      if (!ok) refused += 1;
      done();
    });
  };
  const before = {
    delivered: deliveredIn(house),
    busyMs: house.busyMs(),
    own: process.cpuUsage(),
    at: performance.now(),
  };
  await drive(send);
  await allArrived(() => acksMs.length === sent && deliveredIn(house) - before.delivered >= sent - refused);
  const tookMs = performance.now() - before.at;
  const { user, system } = process.cpuUsage(before.own);
  return {
    perSecond: ((deliveredIn(house) - before.delivered) / tookMs) * 1000,
    ...{ ackP50Ms: quantile(acksMs, 0.5), ackP99Ms: quantile(acksMs, 0.99), refused },
    serverBusy: (house.busyMs() - before.busyMs) / tookMs,
    clientBusy: (user + system) / 1000 / tookMs,
  };
}

const deliveredIn = ({ lines }: House): number => lines.reduce((sum, { delivered }) => sum + delivered, 0);

async function allArrived(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + arriveWithinMs;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error('Not all that was acked arrived at the other side.');
    await pause(1);
  }
}
