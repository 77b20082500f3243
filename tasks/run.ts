import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export interface Ended {
  code: number;
  output: string;
}

/** Runs a Node program from the root of the repository and keeps what it said on both streams. */
export function nodeRun(args: string[]): Promise<Ended> {
  return commandRun(process.execPath, args);
}

export function commandRun(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
  cwd = root,
): Promise<Ended> {
  return new Promise((resolved, rejected) => {
    const env = { ...process.env, ...environment };
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', rejected);
    child.on('close', (code) => resolved({ code: code ?? 1, output }));
  });
}

/** Runs a Node program whose words go straight to our own output, and which ends when we are to end. */
export function nodeRunInView(args: string[]): Promise<number> {
  return new Promise((resolved, rejected) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => child.kill(signal));
    }
    child.on('error', rejected);
    child.on('close', (code) => resolved(code ?? 1));
  });
}
