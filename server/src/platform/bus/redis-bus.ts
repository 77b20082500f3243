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

interface Packet {
  from: string;
  hint?: Hint;
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
    const isUp = () => performance.now() - heardMyselfMs < awayAfterMs;

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
      if (packet.from !== node) {
        if (packet.hint) heard(packet.hint);
        return;
      }
      heardMyselfMs = performance.now();
      if (wasUp) return;
      wasUp = true;
      says('Redis carries hints between nodes.');
      back();
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

    return {
      tell(hint) {
        if (isUp()) send({ from: node, hint });
      },
      isUp,
      async close() {
        clearInterval(beating);
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
