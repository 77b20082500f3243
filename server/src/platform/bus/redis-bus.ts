import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus, BusParts, OpenBus } from './bus.ts';
import { type Hint, isHint, type Packet, readPacket } from './hint.ts';
import { createTrouble } from './trouble.ts';

export interface RedisBusParts {
  url: string;
  /** Installations that share a Redis do not hear each other. */
  installation: string;
  /** This node, among the others. */
  node: string;
  /** Said once each time Redis goes away, for another reason than before, or comes back. */
  says(sentence: string): void;
}

/** 13 MB that only a node with Redis needs. */
const load = createRequire(import.meta.url);
const beatMs = 500;
/** Without one's own beat for so long, hints do not go round. */
const awayAfterMs = 1_500;
/** At the start it may take a little longer until somebody is told. */
const patienceMs = 3_000;
const mostUnanswered = 5_000;
const longestPauseMs = 1_000;
const farewellMs = 200;
/** Misses of one moment are looked for together. */
const lookAgainMs = 200;
/** A node that fell silent is dead by then, and what it did has been seen. */
const forgottenAfterMs = 600_000;

/**
 * Redis pub/sub. Each node hears its own beat through Redis: only that tells a Redis that hangs from one that is
 * silent. Nothing is queued while it is away, and no failure of it ever reaches a caller. Hints are counted, and each
 * beat says how many there were: so a connection that was cut for a moment is noticed by those who missed something.
 */
export function redisBus({ url, installation, node, says }: RedisBusParts): OpenBus {
  const { createClient } = load('redis') as typeof import('redis');
  const channel = `straks:${installation}`;
  return function open({ heard, back }: BusParts): Bus {
    const openedMs = performance.now();
    const trouble = createTrouble(url, says);
    const others = new Map<string, { heardMs: number; told: number }>();
    let heardMyselfMs = Number.NEGATIVE_INFINITY;
    let wasUp = false;
    let told = 0;
    let looking: { again: boolean; timer: NodeJS.Timeout } | null = null;
    let subscribing: NodeJS.Timeout | undefined;
    const isSilent = (heardMs: number) => performance.now() - heardMs >= awayAfterMs;
    const isUp = () => !isSilent(heardMyselfMs);

    const [speaker, listener] = [connect(), connect()];
    speaker.on('ready', beat);
    listener.on('ready', () => {
      if (wasUp) missed();
      void subscribe();
    });
    for (const client of [speaker, listener]) client.connect().catch(trouble.met);
    const beating = setInterval(beat, beatMs);

    function connect() {
      const client = createClient({
        url,
        disableOfflineQueue: true,
        commandsQueueMaxLength: mostUnanswered,
        pingInterval: 2_000,
        socket: {
          connectTimeout: 2_000,
          socketTimeout: 8_000,
          reconnectStrategy: (tries) =>
            Math.min(longestPauseMs, 50 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random()),
        },
      });
      // Without a listener an error would end the process.
      client.on('error', trouble.met);
      return client;
    }

    /** Until it holds: we may be let in and not be allowed this. Once it held, the client does it itself. */
    async function subscribe() {
      clearTimeout(subscribing);
      await listener.subscribe(channel, hear).catch((error) => {
        trouble.met(error);
        if (listener.isReady) subscribing = setTimeout(subscribe, longestPauseMs);
      });
    }

    function hear(text: string) {
      const packet = readPacket(text);
      if (!packet) return;
      if (packet.from !== node) return hearOther(packet);
      heardMyselfMs = performance.now();
      trouble.over();
      if (wasUp) return;
      wasUp = true;
      for (const other of others.values()) other.heardMs = performance.now();
      says('Redis carries hints between nodes.');
      missed();
    }

    function hearOther({ from, told, hint, bye }: Packet) {
      const before = others.get(from);
      const isWhole = told === (before?.told ?? 0) + (hint === undefined ? 0 : 1);
      const wasSilent = before !== undefined && isSilent(before.heardMs);
      if (bye) others.delete(from);
      else others.set(from, { heardMs: performance.now(), told });
      // When nothing was heard at all, one's own return tells it.
      if ((wasSilent || !isWhole) && wasUp) missed();
      if (isHint(hint)) heard(hint);
    }

    /** At once, and once more for all that is found missing just after. */
    function missed() {
      if (looking) {
        looking.again = true;
        return;
      }
      const now = { again: false, timer: setTimeout(ended, lookAgainMs) };
      looking = now;
      back();
      function ended() {
        looking = null;
        if (now.again) missed();
      }
    }

    /** A node may be cut off alone: its hints are missed though one's own go round. */
    function hearsAll(): boolean {
      for (const [name, { heardMs }] of others) {
        if (performance.now() - heardMs > forgottenAfterMs) others.delete(name);
        else if (isSilent(heardMs)) return false;
      }
      return true;
    }

    function beat() {
      if (!isUp() && (wasUp || performance.now() - openedMs > patienceMs)) {
        wasUp = false;
        trouble.say();
      }
      send({}).catch(trouble.met);
    }

    async function send(more: { hint?: Hint; bye?: true }) {
      const packet: Packet = { from: node, told, ...more };
      if (speaker.isReady) await speaker.publish(channel, JSON.stringify(packet));
    }

    return {
      // Also when nothing is heard here: others may hear.
      tell(hint) {
        told += 1;
        send({ hint }).catch(trouble.met);
      },
      isUp,
      hearsAll,
      async close() {
        clearInterval(beating);
        await Promise.race([send({ bye: true }), sleep(farewellMs)]).catch(() => {});
        for (const client of [speaker, listener]) client.destroy();
        clearTimeout(subscribing);
        clearTimeout(looking?.timer);
      },
    };
  };
}
