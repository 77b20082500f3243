import type { Client } from 'pg';
import { lookingClient } from './postgres-connection.ts';

const lookMs = 500;
/** So long an answer may take before we look whether anybody is working on it. */
const silentMs = 2_000;
/** So long PostgreSQL must have had nothing to do for a connection: its answer may only just be on its way. */
const onItsWayMs = 1_000;

interface Watched {
  pid: number;
  unanswered: number;
  /** When the last answer came, or the first question was put. */
  sinceMs: number;
}

/**
 * Finds connections whose way has fallen silent: packets are lost, and nothing says so for minutes. A slow statement, or a
 * long wait for a lock, looks the same from here; PostgreSQL itself, asked on a new connection, tells them apart.
 */
export function createWatch(url: URL) {
  const watched = new Map<Client, Watched>();
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, lookMs).unref();

  const silent = () => {
    const beforeMs = performance.now() - silentMs;
    return [...watched].filter(([, { unanswered, sinceMs }]) => unanswered > 0 && sinceMs < beforeMs);
  };

  async function look() {
    if (silent().length === 0) return;
    const client = lookingClient(url);
    client.on('error', () => {});
    try {
      await client.connect();
      // Meanwhile their answers may have come, when it was this process that heard nothing for a while.
      const suspects = silent().map(([suspect, { pid, sinceMs }]) => ({ suspect, pid, sinceMs }));
      const working = await workingOf(
        client,
        suspects.map(({ pid }) => pid),
      );
      for (const { suspect, pid, sinceMs } of suspects) {
        const now = watched.get(suspect);
        if (working.has(pid) || !now || now.unanswered === 0 || now.sinceMs !== sinceMs) continue;
        // Whoever waits for it hears that it is lost.
        suspect.connection.stream.destroy();
      }
    } catch {
      // PostgreSQL says nothing at all: looked at again.
    } finally {
      client.end().catch(() => {});
    }
  }

  /** Which of them are at work. Those who are not hold their locks for nobody: they are ended. */
  async function workingOf(client: Client, pids: readonly number[]): Promise<Set<number>> {
    const { rows } = await client.query<{ pid: number; ended: number | null }>(
      `select pid, case when state like 'idle%'
          and state_change < clock_timestamp() - $2::float8 * interval '1 millisecond'
          then pg_terminate_backend(pid) end as "ended"
        from pg_stat_activity where pid = any($1)`,
      [pids, onItsWayMs],
    );
    return new Set(rows.filter(({ ended }) => ended === null).map(({ pid }) => pid));
  }

  return {
    async add(client: Client) {
      // A pooler has numbers of its own.
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as "pid"');
      watched.set(client, { pid: rows[0]?.pid ?? 0, unanswered: 0, sinceMs: 0 });
    },
    asked(client: Client) {
      const one = watched.get(client);
      if (one && one.unanswered++ === 0) one.sinceMs = performance.now();
    },
    answered(client: Client) {
      const one = watched.get(client);
      if (!one) return;
      one.unanswered -= 1;
      one.sinceMs = performance.now();
    },
    remove: (client: Client) => void watched.delete(client),
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

export type Watch = ReturnType<typeof createWatch>;
