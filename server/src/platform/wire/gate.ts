import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { Static, TSchema } from 'typebox';
import type { Clock } from '../clock.ts';
import { Refusal, refused } from '../errors.ts';
import { type Parse, parser } from './parse.ts';
import { type Bucket, fullBucket, type Rate, take } from './rates.ts';
import { createTimeLimit } from './time-out.ts';

type Exchange = { request: TSchema; answer: TSchema };
type Exchanges = Record<string, Exchange>;

/** What answers each event: one function a request, given who asks. */
export type Handlers<Events extends Exchanges, Who> = {
  [E in keyof Events]: (
    request: Static<Events[E]['request']>,
    who: Who,
  ) => Promise<Static<Events[E]['answer']>>;
};

export interface GateParts {
  clock: Clock;
  log: Logger;
  rate: Rate;
  /** Requests that take longer are answered `timed_out`; whatever they do later is not told. */
  timeoutMs: number;
  /** Hears of each answer: to which event, "ok" or a code, after how long. */
  answered(event: string, result: string, seconds: number): void;
}

/**
 * The one wrapper round every event of a namespace: ack, rate, cleaning, schema, authority, time-out,
 * and exactly one answer, whatever the client sent and whatever the handler did.
 */
export function createGate<Events extends Exchanges, Who>(
  events: Events,
  allowed: (event: keyof Events & string, who: Who) => boolean,
  handlers: Handlers<Events, Who>,
  parts: GateParts,
) {
  const routes = new Map(
    Object.entries(events).map(([event, { request }]) => [
      event,
      { parse: parser(request) as Parse<TSchema>, handle: handlers[event as keyof Events] },
    ]),
  );

  const withinTime = createTimeLimit(parts.timeoutMs);

  function answer(asked: unknown[], who: Who): Promise<object> {
    const [event, payload] = asked;
    const name = String(event);
    const route = routes.get(name);
    if (!route) throw new Refusal('unknown_event', { detail: name.slice(0, 60).toWellFormed() });
    if (asked.length !== 2) throw new Refusal('bad_request', { detail: 'one payload and one ack' });
    const request = route.parse(payload);
    if (!allowed(name, who)) throw new Refusal('not_allowed');
    return route.handle(request as never, who);
  }

  /** Guards one socket from now on. `next` is never called: no name from outside reaches an emitter. */
  return function guard(socket: Socket, who: Who) {
    const bucket: Bucket = fullBucket(parts.rate, parts.clock.nowMs());
    socket.use((packet: unknown[]) => {
      const ack = takeAck(packet);
      const beganMs = performance.now();
      // A name from outside would make a series of its own.
      const known = routes.has(String(packet[0])) ? String(packet[0]) : 'unknown';
      const told = (result: string) => parts.answered(known, result, (performance.now() - beganMs) / 1_000);
      const fail = (error: unknown) => {
        if (!(error instanceof Refusal))
          parts.log.error({ err: error, event: packet[0] }, 'a request failed');
        const refusal = refused(error);
        ack(refusal);
        told(refusal.code);
      };
      const succeed = (value: object) => {
        ack({ ok: true, ...value });
        told('ok');
      };
      const { waitMs } = take(bucket, parts.rate, parts.clock.nowMs());
      if (waitMs > 0) return fail(new Refusal('slow_down', { retryAfterMs: waitMs }));
      try {
        withinTime(answer(packet, who), succeed, fail);
      } catch (error) {
        fail(error);
      }
    });
  };
}

/** How to answer; whoever left no way to answer is not answered. What stays in the packet is what was asked. */
function takeAck(packet: unknown[]): (answer: object) => void {
  return typeof packet.at(-1) === 'function' ? (packet.pop() as (answer: object) => void) : () => {};
}
