import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

/** Whoever was started here ends with this program, also when it is stopped from outside. */
export function endsWithUs(child: ChildProcess): void {
  watch();
  children.add(child);
  child.once('exit', () => children.delete(child));
}

let isWatching = false;

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL');
  });
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGINT', () => process.exit(130));
}
