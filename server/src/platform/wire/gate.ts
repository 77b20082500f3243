import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { Static, TSchema } from 'typebox';
import type { Clock } from '../clock.ts';
import { Refusal, refused } from '../errors.ts';
import { type Parse, parser } from './parse.ts';
import { type Bucket, fullBucket, type Rate, take } from './rates.ts';

type Exchange = { request: TSchema; answer: TSchema };
type Exchanges = Record<string, Exchange>;

/** What answers each event: one function a request, given who asks. */
export type Handlers<Events extends Exchanges, Who> = {
  [E in keyof Events]: (request: Static<Events[E]['request']>, who: Who) => Promise<Static<Events[E]['answer']>>;
};

export interface GateParts {
  clock: Clock;
  log: Logger;
  rate: Rate;
  /** Requests that take longer are answered `timed_out`; whatever they do later is not told. */
  timeoutMs: number;
}

/** After so many refusals for haste in one go the connection is cut. */
const floodRefusals = 100;

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

  async function answer(event: string, args: unknown[], who: Who): Promise<object> {
    const route = routes.get(event);
    if (!route) throw new Refusal('unknown_event', { detail: event.slice(0, 60) });
    if (args.length !== 1) throw new Refusal('bad_request', { detail: 'one payload and one ack' });
    const request = route.parse(args[0]);
    if (!allowed(event, who)) throw new Refusal('not_allowed');
    return withinTime(route.handle(request as never, who), parts.timeoutMs);
  }

  /** Guards one socket from now on. */
  return function guard(socket: Socket, who: Who) {
    const bucket: Bucket = fullBucket(parts.rate, parts.clock.nowMs());
    let hasty = 0;
    socket.onAny((event: string, ...args: unknown[]) => {
      const last = args.at(-1);
      const ack = typeof last === 'function' ? (last as (answer: object) => void) : () => {};
      const { waitMs } = take(bucket, parts.rate, parts.clock.nowMs());
      if (waitMs > 0) {
        hasty += 1;
        if (hasty > floodRefusals) socket.conn.close();
        else ack(refused(new Refusal('slow_down', { retryAfterMs: waitMs })));
        return;
      }
      hasty = 0;
      const payload = typeof last === 'function' ? args.slice(0, -1) : args;
      answer(event, payload, who).then(
        (value) => ack({ ok: true, ...value }),
        (error: unknown) => {
          if (!(error instanceof Refusal)) parts.log.error({ err: error, event }, 'a request failed');
          ack(refused(error));
        },
      );
    });
  };
}

function withinTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refusal('timed_out')), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
