import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotPossible } from './not-possible.ts';

export interface SmallDisk extends Disposable {
  folder: string;
  /** Takes whatever room is left; may be said again. */
  fill(): void;
  makeRoom(): void;
}

const chunk = Buffer.alloc(64 * 1024, 1);

/** A disk of its own in memory, of so many megabytes. Only root may mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'straks-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder];
  const mounted = spawnSync('mount', options, { encoding: 'utf8' });
  if (mounted.status !== 0) {
    rmdirSync(folder);
    throw new NotPossible(`a small disk cannot be mounted here: ${mounted.stderr?.trim() || mounted.error}`);
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => takeRoom(ballast),
    makeRoom: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      spawnSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}

/** Large pieces first, then what is left of the last one. */
function takeRoom(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (let size = chunk.length; size >= 4096; ) {
      if (!fits(() => writeSync(handle, chunk, 0, size))) size /= 2;
    }
  } finally {
    closeSync(handle);
  }
}

function fits(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
