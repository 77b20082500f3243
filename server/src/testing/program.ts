import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestServer, until } from './people.ts';

const main = fileURLToPath(new URL('../main.js', import.meta.url));

export const folder = () => mkdtempSync(join(tmpdir(), 'straks-program-'));
export const remove = (path: string) => rmSync(path, { recursive: true, force: true });

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const many = {
  STRAKS_REQUESTS_PER_SECOND: '10000',
  STRAKS_VISITORS_PER_MINUTE: '100000',
  STRAKS_SIGN_INS_PER_MINUTE: '1000',
};

const running = new Set<ChildProcess>();

/** Ends what a test left running. */
export function endAll() {
  for (const child of running) child.kill('SIGKILL');
}

/** The program as an operator runs it: a process of its own, told everything by its environment. */
export function program(env: Record<string, string>, stderr: 'pipe' | number = 'pipe') {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(STRAKS|VITEST|NODE_)/.test(name)),
  );
  const child = spawn(process.execPath, [main], {
    env: { ...clean, STRAKS_HOST: '127.0.0.1', ...many, ...env },
    stdio: ['ignore', 'pipe', stderr],
  });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.on('data', (text) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    output,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

/** A program that serves, as people reach it. */
export async function serving(
  dataDir: string,
  env: Record<string, string> = {},
  stderr: 'pipe' | number = 'pipe',
) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const straks = program(
    { STRAKS_DATA: dataDir, STRAKS_PORT: String(port), STRAKS_PUBLIC_URL: url, ...env },
    stderr,
  );
  await until(
    'it says that it is ready',
    () => straks.output.stdout.includes('Health') || !straks.isRunning(),
    15_000,
  );
  if (!straks.isRunning()) throw new Error(straks.output.stderr);
  const page = await (await fetch(`${url}/try/`)).text();
  const siteKey = /data-site="(\w+)"/.exec(page)?.[1] ?? '';
  const firstToken = /#\/first\/([\w-]+)/.exec(straks.output.stdout)?.[1] ?? '';
  // What people.ts asks of a server is where it is and what its site is called.
  const server = { url, siteKey, firstToken, dataDir } as TestServer;
  return { ...straks, server };
}
