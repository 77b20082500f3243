import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endsWithUs } from './children.ts';
import { freePort } from './free-port.ts';

const programs = ['haproxy', '/usr/sbin/haproxy', '/usr/local/sbin/haproxy'];

export const haproxyProgram = (): string | null =>
  programs.find((program) => spawnSync(program, ['-v']).status === 0) ?? null;

export interface Balancer extends AsyncDisposable {
  url: string;
}

/** What docs/for-operators.md gives as an example for haproxy, with short times between looks. */
const settings = (port: number, nodePorts: readonly number[]) => `global
  maxconn 8000

defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
  timeout http-keep-alive 10s
  option redispatch
  option forwardfor
  retries 3
  retry-on conn-failure empty-response 503

frontend straks
  bind 127.0.0.1:${port}
  default_backend nodes

backend nodes
  balance leastconn
  # Polling must meet the same node each time; WebSockets stay where they are.
  cookie straks-node insert indirect nocache httponly
  option httpchk GET /readyz
  default-server check inter 300ms fall 2 rise 1
${nodePorts.map((nodePort, n) => `  server node${n + 1} 127.0.0.1:${nodePort} cookie node${n + 1}`).join('\n')}
`;

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
