import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Bus, BusParts, Hint, OpenBus } from './bus.ts';

export interface RedisBusParts {
  url: string;
  /** Installations that share a Redis do not hear each other. */
  installation: string;
  /** This node, among the others. */
  node: string;
  /** Said once each time Redis goes away or comes back. */
  says(sentence: string): void;
}

const beatMs = 500;
/** Without one's own beat for so long, hints do not go round. */
const awayAfterMs = 1_500;
const mostUnanswered = 5_000;
const longestPauseMs = 1_000;
const farewellMs = 200;
/** A node that fell silent is dead by then, and what it did has been seen. */
const forgottenAfterMs = 600_000;

interface Packet {
  from: string;
  hint?: Hint;
  /** It closes: its silence means nothing. */
  bye?: true;
}

/**
 * Redis pub/sub. Each node hears its own beat through Redis: only that tells a Redis that hangs from one that is
 * silent. Nothing is queued while it is away, and no failure of it ever reaches a caller.
 */
export function redisBus({ url, installation, node, says }: RedisBusParts): OpenBus {
  const channel = `straks:${installation}`;
  return function open({ heard, back }: BusParts): Bus {
    let heardMyselfMs = Number.NEGATIVE_INFINITY;
    let wasUp = false;
    const others = new Map<string, number>();
    const isUp = () => performance.now() - heardMyselfMs < awayAfterMs;
    const isSilent = (heardMs: number) => performance.now() - heardMs >= awayAfterMs;

    const [speaker, listener] = [connect(), connect()];
    speaker.connect().catch(() => {});
    // Once subscribed it subscribes again by itself whenever it has been away.
    listener
      .connect()
      .then(() => listener.subscribe(channel, hear))
      .catch(() => {});
    const beating = setInterval(beat, beatMs);
    beat();

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
      client.on('error', () => {});
      return client;
    }

    function hear(text: string) {
      const packet = parsed(text);
      if (!packet) return;
      if (packet.from !== node) return hearOther(packet);
      heardMyselfMs = performance.now();
      if (wasUp) return;
      wasUp = true;
      for (const name of others.keys()) others.set(name, performance.now());
      says('Redis carries hints between nodes.');
      back();
    }

    function hearOther({ from, hint, bye }: Packet) {
      const wasSilent = isSilent(others.get(from) ?? performance.now());
      others.set(from, performance.now());
      if (bye) others.delete(from);
      // When nothing was heard at all, one's own return tells it.
      if (wasSilent && wasUp) back();
      if (hint) heard(hint);
    }

    /** A node may be cut off alone: its hints are missed though one's own go round. */
    function hearsAll(): boolean {
      for (const [name, heardMs] of others) {
        if (performance.now() - heardMs > forgottenAfterMs) others.delete(name);
        else if (isSilent(heardMs)) return false;
      }
      return true;
    }

    function beat() {
      if (wasUp && !isUp()) {
        wasUp = false;
        says('Redis is away: this node looks into the database each second instead.');
      }
      send({ from: node });
    }

    function send(packet: Packet) {
      if (speaker.isReady) speaker.publish(channel, JSON.stringify(packet)).catch(() => {});
    }

    async function farewell() {
      if (!isUp() || !speaker.isReady) return;
      const packet: Packet = { from: node, bye: true };
      await Promise.race([speaker.publish(channel, JSON.stringify(packet)), sleep(farewellMs)]).catch(
        () => {},
      );
    }

    return {
      // Also when nothing is heard here: others may hear.
      tell: (hint) => send({ from: node, hint }),
      isUp,
      hearsAll,
      async close() {
        clearInterval(beating);
        await farewell();
        for (const client of [speaker, listener]) client.destroy();
      },
    };
  };
}

/** Whoever else writes to the channel is not believed further than the form of what it says. */
function parsed(text: string): Packet | null {
  try {
    const packet = JSON.parse(text) as Packet | null;
    return typeof packet?.from === 'string' ? packet : null;
  } catch {
    return null;
  }
}
