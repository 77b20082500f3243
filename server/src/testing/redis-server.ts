import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** It ends with whoever started it, also when she is killed. */
const withUs = spawnSync('setpriv', ['--version']).status === 0 ? ['setpriv', '--pdeathsig', 'KILL'] : [];

/** Where Redis is installed, if it is. */
export function redisProgram(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, 'redis-server')).find((path) => existsSync(path)) ?? null;
}

export interface RedisServer {
  url: string;
  port: number;
  pid: number;
  /** SIGKILL; `start` brings it back on the same port, empty. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Takes connections and answers nothing, until it goes on. */
  hang(): void;
  goOn(): void;
}

/** A Redis of one's own, that keeps nothing on the disk. */
export async function startRedis(): Promise<RedisServer> {
  const program = redisProgram();
  if (!program) throw new Error('redis-server is not installed');
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start() {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const [file = '', ...rest] = [...withUs, program ?? '', ...settings];
    child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'ignore'] });
    const output = child.stdout;
    for await (const text of output ?? []) if (String(text).includes('Ready to accept')) break;
    output?.resume();
  }

  async function kill() {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await exited;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child?.pid ?? 0;
    },
    kill,
    start,
    hang: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
