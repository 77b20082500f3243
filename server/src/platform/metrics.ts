import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A number asked for when somebody looks, as `{ labels, value }` for each of its labels. */
export type Measured = () => Promise<{ labels?: Record<string, string>; value: number }[]>;

/** Prometheus gives up after 10 s: before that it should have read at least that the database is away. */
const measureMs = 3_000;
const answerSeconds = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What Prometheus reads: this process, its answers, and whatever the capabilities say of themselves. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'straks_' });
  const answers = new Histogram({
    name: 'straks_answer_seconds',
    help: 'From a request on a socket to its answer, by event and by "ok" or the code of the refusal',
    labelNames: ['event', 'result'],
    buckets: answerSeconds,
    registers: [registry],
  });

  /** A gauge that is measured at each look; one that cannot be measured now is left out. */
  function gauge(name: string, help: string, labelNames: string[], measure: Measured) {
    new Gauge({
      ...{ name: `straks_${name}`, help, labelNames, registers: [registry] },
      async collect() {
        const all = await inTime(measure()).catch(() => []);
        this.reset();
        for (const { labels = {}, value } of all) this.set(labels, value);
      },
    });
  }

  function counter(name: string, help: string, labelNames: string[] = []) {
    const counted = new Counter({ name: `straks_${name}`, help, labelNames, registers: [registry] });
    return (labels: Record<string, string> = {}) => counted.inc(labels);
  }

  const answered = (event: string, result: string, seconds: number) =>
    answers.observe({ event, result }, seconds);

  return { answered, gauge, counter, text: () => registry.metrics(), type: registry.contentType };
}

export type Metrics = ReturnType<typeof createMetrics>;

async function inTime<T>(measured: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it cannot be measured now')), measureMs);
  });
  return Promise.race([measured, late]).finally(() => clearTimeout(timer));
}

/** `GET /metrics` for whoever bears the token; without a token set there is no such page. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics, token: string | null) {
  if (token === null) return;
  const expected = Buffer.from(`Bearer ${token}`);
  app.get('/metrics', async ({ headers }, reply) => {
    const given = Buffer.from(headers.authorization ?? '');
    const isKnown = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isKnown) return reply.status(401).send({ ok: false, code: 'not_signed_in', retry: false });
    return reply.type(metrics.type).send(await metrics.text());
  });
}
