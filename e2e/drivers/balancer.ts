import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from './children.ts';
import { freePort } from './free-port.ts';

const programs = ['haproxy', '/usr/sbin/haproxy', '/usr/local/sbin/haproxy'];

export const haproxyProgram = (): string | null =>
  programs.find((program) => spawnSync(program, ['-v']).status === 0) ?? null;

export interface Balancer extends AsyncDisposable {
  url: string;
}

const example = fileURLToPath(new URL('../../deploy/haproxy.cfg', import.meta.url));

/** The example operators are given, on our ports and with shorter times between looks. */
function settings(port: number, nodePorts: readonly number[]): string {
  const servers = nodePorts.map(
    (nodePort, n) => `  server node${n + 1} 127.0.0.1:${nodePort} cookie node${n + 1}\n`,
  );
  return readFileSync(example, 'utf8')
    .replace(/^ {2}maxconn .*$/m, '  maxconn 8000')
    .replace(/^ {2}bind .*$/m, `  bind 127.0.0.1:${port}`)
    .replace(/ inter \S+/, ' inter 300ms')
    .replace(/(^ {2}server .*\n)+/gm, servers.join(''));
}

/** Haproxy before some nodes. */
export async function startBalancer(port: number, nodePorts: readonly number[]): Promise<Balancer> {
  const program = haproxyProgram();
  if (!program) throw new Error('haproxy is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'straks-haproxy-'));
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, settings(port, nodePorts));
  const child: ChildProcess = spawn(program, ['-f', file, '-db'], { stdio: ['ignore', 'ignore', 'pipe'] });
  endsWithUs(child);
  let said = '';
  child.stderr?.on('data', (text) => {
    said = (said + String(text)).slice(-4_000);
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`haproxy ended:\n${said}`);
  });
  ended.catch(() => {});
  await Promise.race([ended, listening(port)]);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const balancerPort = freePort;
