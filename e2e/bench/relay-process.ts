import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from '../drivers/children.ts';
import { freePort } from '../drivers/free-port.ts';
import { until } from '../drivers/until.ts';

const program = fileURLToPath(new URL('relay.ts', import.meta.url));

export interface Relay {
  url: string;
  pid: number;
  /** What it printed on stderr. */
  output(): string;
  stop(): Promise<void>;
}

export async function startRelay(cpu: number | undefined, nodeOptions: string[] = []): Promise<Relay> {
  const port = await freePort();
  const command = [process.execPath, ...nodeOptions, program, String(port)];
  const [file = '', ...rest] = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
  const child = spawn(file, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  endsWithUs(child);
  let output = '';
  child.stderr.on('data', (text: Buffer) => {
    output += text.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    'the relay answers',
    () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    10_000,
  );
  return { url, pid: child.pid ?? 0, output: () => output, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
