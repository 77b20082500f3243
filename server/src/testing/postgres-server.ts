import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const debian = '/usr/lib/postgresql';

/** Where PostgreSQL's programs lie, the newest first; Debian keeps them out of the path. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, 'bin'));
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (asked.status === 0) folders.push(asked.stdout.trim());
  return folders.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
const isRoot = process.getuid?.() === 0;
const user = isRoot ? 'postgres' : undefined;
/** It ends with whoever started it, also when she is killed. */
const asUser = ['--pdeathsig', 'INT', ...(user ? ['--reuid', user, '--regid', user, '--clear-groups'] : [])];
const hasSetpriv = spawnSync('setpriv', ['--version']).status === 0;

function command(program: string, args: string[]): [string, string[]] {
  return hasSetpriv ? ['setpriv', [...asUser, program, ...args]] : [program, args];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const prefix = 'straks-postgres-';
const longAgoMs = 3_600_000;

/** Removes what runs left behind that were killed: those that go on have a file that says so. */
function sweep() {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const changedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    const isRunning = existsSync(join(folder, 'data', 'postmaster.pid'));
    if (!isRunning && Date.now() - changedMs > longAgoMs) rmSync(folder, { recursive: true, force: true });
  }
}

/** A PostgreSQL of our own in a folder that is thrown away. It loses nothing when it is killed, only when the power fails. */
export async function startPostgres(settings: Record<string, string> = {}) {
  const programs = postgresPrograms();
  if (!programs) throw new Error('PostgreSQL is not installed');
  sweep();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (user) {
    const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
  }
  const data = join(folder, 'data');
  const port = await freePort();
  const initdb = ['-D', data, '-U', 'straks', '-N', '-E', 'UTF8', '--no-locale', '-A', 'trust'];
  const [program, args] = command(join(programs, 'initdb'), initdb);
  execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const url = `postgres://straks@127.0.0.1:${port}/postgres`;
  let running: ChildProcess;

  async function start() {
    const options = {
      ...{ port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, max_connections: 200 },
      ...{ fsync: 'off', full_page_writes: 'off', autovacuum: 'off', shared_buffers: '64MB' },
      ...settings,
    };
    const given = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    running = spawn(...command(join(programs as string, 'postgres'), ['-D', data, ...given]), {
      cwd: folder,
      stdio: 'ignore',
    });
    await answering(url);
  }

  /** How PostgreSQL's own `pg_ctl stop` does it: SIGINT is fast, SIGQUIT immediate. */
  async function stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGQUIT') {
    if (running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }

  await start();
  return {
    url,
    folder,
    start,
    stop,
    /** Everybody else is let in as she is. */
    async onlyWithPassword(role: string) {
      const rules = join(data, 'pg_hba.conf');
      writeFileSync(rules, `host all ${role} all scram-sha-256\n${readFileSync(rules, 'utf8')}`);
      await say(url, 'select pg_reload_conf()');
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type PostgresServer = Awaited<ReturnType<typeof startPostgres>>;

async function answering(url: string) {
  const end = performance.now() + 20_000;
  for (;;) {
    const error = await say(url, 'select 1').then(
      () => null,
      (failed: Error) => failed,
    );
    if (!error) return;
    if (performance.now() > end) throw error;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Says something to a server on a connection of its own, and gives the rows of the answer. */
export async function say(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

let made = 0;

/** A fresh, empty database on a server. */
export async function freshDatabase(server: string) {
  const name = `test_${process.pid}_${++made}`;
  await say(server, `create database "${name}"`);
  const url = server.replace(/\/\w+$/, `/${name}`);
  return { url, drop: () => say(server, `drop database if exists "${name}" with (force)`) };
}
