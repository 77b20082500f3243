import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, redisProgram, startRedis } from '../../testing/redis-server.ts';
import type { Bus, OpenBus } from './bus.ts';
import type { Hint } from './hint.ts';
import { createMemoryHub } from './memory-bus.ts';
import { redisBus } from './redis-bus.ts';

let redis: RedisServer | null = null;
beforeAll(async () => {
  if (redisProgram()) redis = await startRedis();
});
afterAll(() => redis?.kill());

interface Kind {
  name: string;
  isHere: boolean;
  /** Opens a node of an installation. */
  nodes(): (node: string, installation?: string) => OpenBus;
}

const kinds: Kind[] = [
  {
    name: 'memory',
    isHere: true,
    nodes() {
      const hubs = new Map<string, OpenBus>();
      return (_, installation = 'shop') => {
        const hub = hubs.get(installation) ?? createMemoryHub();
        hubs.set(installation, hub);
        return hub;
      };
    },
  },
  {
    name: 'Redis',
    isHere: redisProgram() !== null,
    nodes:
      () =>
      (node, installation = 'shop') =>
        redisBus({ url: redis?.url ?? '', installation, node, says: (sentence) => said.push(sentence) }),
  },
];

/** Ids of the house are long; what is told of one that is shorter is not believed. */
const changed = (site: string): Hint => ({
  kind: 'changed',
  siteId: site.replaceAll(' ', '-').padEnd(22, '_'),
});
const opened: Bus[] = [];
const said: string[] = [];
afterEach(() => void said.splice(0));
afterEach(() => Promise.all(opened.splice(0).map((bus) => bus.close())));

function node(open: OpenBus) {
  const heard: Hint[] = [];
  let returns = 0;
  const bus = open({ heard: (hint) => heard.push(hint), back: () => (returns += 1) });
  opened.push(bus);
  return { bus, heard, returns: () => returns };
}

async function eventually(what: () => void, withinMs = 4_000) {
  const endMs = performance.now() + withinMs;
  for (;;) {
    try {
      return what();
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await pause(10);
    }
  }
}
const bothUp = (...buses: Bus[]) => eventually(() => expect(buses.every((bus) => bus.isUp())).toBe(true));

describe.each(kinds.filter(({ isHere }) => isHere))('hints over $name', ({ nodes }) => {
  test('reach every other node once, in order, and never the one that told them', async () => {
    const open = nodes();
    const [a, b, c] = [node(open('a')), node(open('b')), node(open('c'))];
    await bothUp(a.bus, b.bus, c.bus);
    const told = Array.from({ length: 200 }, (_, n) => changed(`site-${n}`));
    for (const hint of told) a.bus.tell(hint);
    await eventually(() => expect(b.heard).toHaveLength(200));
    await eventually(() => expect(c.heard).toEqual(told));
    expect(b.heard).toEqual(told);
    expect(a.heard).toEqual([]);
  });

  test('stay within their installation', async () => {
    const open = nodes();
    const [a, b, other] = [node(open('a')), node(open('b')), node(open('a', 'another shop'))];
    await bothUp(a.bus, b.bus, other.bus);
    a.bus.tell(changed('ours'));
    await eventually(() => expect(b.heard).toEqual([changed('ours')]));
    expect(other.heard).toEqual([]);
  });

  test('are not heard by a node that has closed', async () => {
    const open = nodes();
    const [a, b, c] = [node(open('a')), node(open('b')), node(open('c'))];
    await bothUp(a.bus, b.bus, c.bus);
    await c.bus.close();
    a.bus.tell(changed('site'));
    await eventually(() => expect(b.heard).toHaveLength(1));
    expect(c.heard).toEqual([]);
  });
});

describe.runIf(redisProgram())('a Redis that fails', () => {
  const pair = async () => {
    const [a, b] = kinds[1]?.nodes() ? [node(kinds[1].nodes()('a')), node(kinds[1].nodes()('b'))] : [];
    if (!a || !b) throw new Error('no Redis');
    await bothUp(a.bus, b.bus);
    return [a, b] as const;
  };

  test('killed: telling does not fail, both know it is away, and both hear again when it is back', async () => {
    const [a, b] = await pair();
    const before = b.returns();
    await redis?.kill();
    await eventually(() => expect([a.bus.isUp(), b.bus.isUp()]).toEqual([false, false]));
    for (let n = 0; n < 1_000; n += 1) a.bus.tell(changed('lost'));
    await redis?.start();
    await bothUp(a.bus, b.bus);
    expect(b.returns()).toBeGreaterThan(before);
    a.bus.tell(changed('again'));
    await eventually(() => expect(b.heard).toEqual([changed('again')]));
  });

  test('hanging: noticed within two seconds though every connection stands', async () => {
    const [a, b] = await pair();
    redis?.hang();
    await eventually(() => expect(a.bus.isUp() || b.bus.isUp()).toBe(false), 2_500);
    a.bus.tell(changed('lost'));
    redis?.goOn();
    await bothUp(a.bus, b.bus);
    a.bus.tell(changed('again'));
    await eventually(() => expect(b.heard.at(-1)).toEqual(changed('again')));
  });

  test.each(['pubsub', 'normal'])(
    'its %s connections are cut for a moment: what was told meanwhile is missed, and looked for within a second',
    async (type) => {
      const [a, b] = await pair();
      const operator = await createClient({ url: redis?.url ?? '' })
        .on('error', () => {})
        .connect();
      await pause(600);
      const before = b.returns();
      for (let n = 0; n < 5; n += 1) {
        await operator.sendCommand(['CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes']);
        a.bus.tell(changed('lost'));
        await pause(20);
      }
      await eventually(() => expect(b.returns()).toBeGreaterThan(before), 900);
      expect(b.heard.length).toBeLessThan(5);
      expect([a.bus.isUp(), b.bus.isUp()]).toEqual([true, true]);
      a.bus.tell(changed('again'));
      await eventually(() => expect(b.heard.at(-1)).toEqual(changed('again')));
      operator.destroy();
    },
  );

  test('restarted within a second: nobody calls it away, and both look for what they missed', async () => {
    const [a, b] = await pair();
    await pause(600);
    const before = [a.returns(), b.returns()];
    await redis?.kill();
    a.bus.tell(changed('lost'));
    b.bus.tell(changed('lost'));
    await redis?.start();
    await eventually(() => {
      expect(a.returns()).toBeGreaterThan(before[0] ?? 0);
      expect(b.returns()).toBeGreaterThan(before[1] ?? 0);
    }, 1_500);
    expect(said.filter((sentence) => sentence.includes('each second'))).toEqual([]);
  });

  test('one node is cut off alone: the others notice it, and hear when it is back; who says goodbye is not missed', async () => {
    const [a] = await pair();
    const lonely = createClient({ url: redis?.url ?? '' });
    lonely.on('error', () => {});
    await lonely.connect();
    const says = (more: object) =>
      lonely.publish('straks:shop', JSON.stringify({ from: 'lonely', told: 0, ...more }));
    await says({});
    await pause(200);
    expect(a.bus.hearsAll()).toBe(true);
    await eventually(() => expect(a.bus.hearsAll()).toBe(false), 2_500);
    expect(a.bus.isUp()).toBe(true);
    const before = a.returns();
    await says({});
    await eventually(() => expect(a.returns()).toBe(before + 1));
    expect(a.bus.hearsAll()).toBe(true);
    await says({ bye: true });
    await pause(1_700);
    expect(a.bus.hearsAll()).toBe(true);
    lonely.destroy();
  });

  test('never there at the start: the node works alone and joins when Redis comes', async () => {
    await redis?.kill();
    const alone = node(kinds[1]?.nodes()('a') as OpenBus);
    alone.bus.tell(changed('lost'));
    await pause(300);
    expect(alone.bus.isUp()).toBe(false);
    await redis?.start();
    await bothUp(alone.bus);
  });
});
