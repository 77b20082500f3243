import { setTimeout as pause } from 'node:timers/promises';
import { say } from '@straks/server/testing/postgres-server.ts';
import { noted, oneOf, outage, type Scene } from './scene.ts';

export const postgresFast = outage(
  'postgres-fast',
  300,
  ({ stage }) => stage.postgres?.stop('SIGINT'),
  ({ stage }) => stage.postgres?.start(),
);

export const postgresImmediate = outage(
  'postgres-immediate',
  300,
  ({ stage }) => stage.postgres?.stop('SIGQUIT'),
  ({ stage }) => stage.postgres?.start(),
);

/** All connections of the nodes to PostgreSQL are ended by its administrator. */
export const postgresBackends = outage(
  'postgres-backends',
  200,
  ({ stage }) =>
    say(
      stage.postgres?.url ?? '',
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
    ),
  () => {},
);

/** Longer than a transaction may stand still: the others must not wait for a node that is gone with the lock. */
const silentMs = 7_000;

/** One node's lines to PostgreSQL stand and carry nothing; what it said meanwhile arrives when they carry again. */
export async function postgresSilent({ stage, history, random, times, progress }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    await pause(1_500 + random() * 1_500);
    const wire = oneOf(stage.wires, random);
    noted(history, 'postgres-silent', 'invoke');
    wire.silence();
    await pause(silentMs);
    wire.goOn();
    noted(history, 'postgres-silent', 'ok');
    progress(`node ${stage.wires.indexOf(wire) + 1} heard nothing of PostgreSQL, ${n} of ${times}`);
  }
}
