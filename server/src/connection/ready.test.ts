import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshPostgres } from '../testing/databases.ts';
import { startServer, type TestServer, until } from '../testing/people.ts';
import { postgresPrograms } from '../testing/postgres-server.ts';
import { redisProgram, startRedis } from '../testing/redis-server.ts';
import { createCanary } from './canary.ts';

async function readiness({ url }: Pick<TestServer, 'url'>) {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, ...((await answer.json()) as { ok: boolean; hints?: boolean | null }) };
}
const fit = { status: 200, ok: true, database: true, fanOut: true };

describe('a node that is asked whether it is fit for people', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  test('talks to itself as they would, and hears it; nobody stays connected', async () => {
    expect(await readiness(server)).toEqual({ ...fit, hints: null });
    const all = await Promise.all(Array.from({ length: 20 }, () => readiness(server)));
    expect(all).toEqual(Array.from({ length: 20 }, () => ({ ...fit, hints: null })));
    await until('its line is gone', () => server.straks.io.engine.clientsCount === 0);
  });

  test('is not when what is said in it is not heard, and is again when it is', async () => {
    const { straks } = server;
    const cage = straks.io.of('/canary');
    const { broadcast } = cage.adapter;
    cage.adapter.broadcast = () => {};
    expect(await readiness(server)).toEqual({
      status: 503,
      ...{ ok: false, database: true, fanOut: false },
      hints: null,
    });
    cage.adapter.broadcast = broadcast;
    expect(await readiness(server)).toEqual({ ...fit, hints: null });
  });

  test('is not while nobody can connect to it', async () => {
    const canary = createCanary({
      io: server.straks.io,
      address: () => ({ ...(server.straks.app.server.address() as AddressInfo), port: 1 }),
    });
    expect(await canary.isHeard()).toBe(false);
  });

  test('lets nobody else listen in', async () => {
    const eve = io(`${server.url}/canary`, {
      ...{ path: '/socket', transports: ['websocket'], reconnection: false, auth: { key: 'made up' } },
    });
    const error = await new Promise<Error>((resolve) => eve.once('connect_error', resolve));
    expect(error.message).toBe('not_signed_in');
    eve.close();
  });

  test('is not once it was told to stop', async () => {
    const stopped = server.stop();
    expect(await readiness(server)).toEqual({ status: 503, ok: false, stopping: true });
    await stopped;
  });
});

describe.runIf(postgresPrograms() && redisProgram())('one of several nodes', () => {
  test('says that Redis is away, hangs or is back, and is fit for people all the while', async () => {
    const [redis, database] = await Promise.all([startRedis(), freshPostgres()]);
    const server = await startServer({ STRAKS_DATABASE_URL: database.url, STRAKS_REDIS_URL: redis.url });
    const says = (hints: boolean) =>
      until(`hints are ${hints ? 'up' : 'away'}`, async () => (await readiness(server)).hints === hints);
    await says(true);
    expect(await readiness(server)).toEqual({ ...fit, hints: true });
    redis.hang();
    await says(false);
    expect(await readiness(server)).toEqual({ ...fit, hints: false });
    redis.goOn();
    await says(true);
    await redis.kill();
    await says(false);
    expect(await readiness(server)).toEqual({ ...fit, hints: false });
    await server.stop();
    await database.drop();
  });

  test('without any Redis it has no hints to speak of', async () => {
    const database = await freshPostgres();
    const server = await startServer({ STRAKS_DATABASE_URL: database.url });
    expect(await readiness(server)).toEqual({ ...fit, hints: null });
    await server.stop();
    await database.drop();
  });
});
