import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './run.ts';

/**
 * The three programs, each restarted or rebuilt when its source changes: the server by Node, the widget
 * by Vite's watch, the console by Vite's own server, which hands everything else on to ours.
 */
const programs = [
  start('.', ['--watch', 'server/src/main.js']),
  start('widget', [
    'node_modules/vite/bin/vite.js',
    'build',
    '--watch',
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]),
  start('console', ['node_modules/vite/bin/vite.js', '--clearScreen', 'false']),
];

function start(folder: string, args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: join(root, folder),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.on('exit', stopAll);
  return child;
}

function stopAll(): void {
  for (const program of programs) program.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopAll);
