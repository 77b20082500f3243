import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../facts.ts';
import { node, postgresUrl } from '../../testing/databases.ts';
import { freshDatabase } from '../../testing/postgres-server.ts';
import type { Database } from './database.ts';

type Cut = 'never' | 'before the commit' | 'after the commit';

/** The way to PostgreSQL, which breaks at the worst moment when it is told to. */
async function wayTo(url: string) {
  const { hostname, port } = new URL(url);
  let cut: Cut = 'never';
  const sockets = new Set<Socket>();
  const way = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.on('data', (said) => {
      if (cut === 'never' || !said.includes('; commit')) return far.write(said);
      if (cut === 'after the commit') {
        // It is written and done; only the answer is never heard.
        far.removeAllListeners('data');
        far.write(said);
        far.once('data', () => near.destroy());
      } else {
        near.destroy();
        far.destroy();
      }
      cut = 'never';
    });
    far.on('data', (said) => near.write(said));
    near.on('close', () => far.end());
    far.on('close', () => near.end());
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  const through = new URL(url);
  through.port = String((way.address() as AddressInfo).port);
  return {
    url: through.href,
    cutNext: (when: Cut) => {
      cut = when;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      way.close();
    },
  };
}

describe.skipIf(!postgresUrl)('the connection breaks at the commit (needs PostgreSQL)', () => {
  let db: Database;
  let way: Awaited<ReturnType<typeof wayTo>>;
  let drop: () => Promise<unknown>;
  const facts: Fact[] = [];

  beforeEach(async () => {
    const fresh = await freshDatabase(postgresUrl);
    drop = fresh.drop;
    way = await wayTo(fresh.url);
    db = await node(way.url, (told) => facts.push(...told));
  });
  afterEach(async () => {
    await db.close();
    way.close();
    await drop();
    facts.length = 0;
  });

  const write = (id: string) =>
    db.write(async (trx, tell) => {
      tell({ kind: 'words', siteId: id });
      await trx.insertInto('setupToken').values({ tokenHash: id, createdMs: 1, usedMs: null }).execute();
      return id;
    });
  const kept = async () =>
    (await db.read.selectFrom('setupToken').select('tokenHash').orderBy('tokenHash').execute()).map(
      ({ tokenHash }) => tokenHash,
    );

  test('what was committed is answered as committed, and told to everybody', async () => {
    way.cutNext('after the commit');
    expect(await write('a')).toBe('a');
    expect(facts).toEqual([{ kind: 'words', siteId: 'a' }]);
    expect(await write('b')).toBe('b');
    expect(await kept()).toEqual(['a', 'b']);
  });

  test('what was not is refused, and nobody hears of it', async () => {
    await write('a');
    way.cutNext('before the commit');
    await expect(write('b')).rejects.toMatchObject({ code: 'storage_busy' });
    expect(facts).toEqual([{ kind: 'words', siteId: 'a' }]);
    expect(await write('c')).toBe('c');
    expect(await kept()).toEqual(['a', 'c']);
  });

  test('a unit that changed nothing left no note: it may be done again', async () => {
    await write('a');
    way.cutNext('after the commit');
    await expect(db.write(async () => 'read only')).rejects.toMatchObject({ code: 'storage_busy' });
    expect(await write('b')).toBe('b');
  });
});
