import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { endsWithUs } from './children.ts';
import { NotPossible } from './not-possible.ts';

/** Every fsync of a process takes so much longer until the end; its main thread is left alone. */
export async function slowDown(pid: number, byMs: number): Promise<() => Promise<void>> {
  if (spawnSync('strace', ['-V']).status !== 0) throw new NotPossible('strace is not installed');
  const threads = readdirSync(`/proc/${pid}/task`).filter((id) => id !== String(pid));
  const delay = `inject=fsync,fdatasync:delay_enter=${byMs * 1000}`;
  const whom = threads.flatMap((id) => ['-p', id]);
  const child: ChildProcess = spawn('strace', [...whom, '-e', 'trace=fsync,fdatasync', '-e', delay], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  endsWithUs(child);
  let said = '';
  const attached = Promise.withResolvers<void>();
  child.stderr?.on('data', (text) => {
    said = (said + String(text)).slice(-2_000);
    if (said.includes('attached')) attached.resolve();
  });
  child.on('exit', () => attached.reject(new NotPossible(`strace may not watch the server: ${said}`)));
  await attached.promise;
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  };
}
