import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

export interface Cores {
  server: number | undefined;
  says: string;
}

/** The server gets core 0 and this program, the clients, core 1, where the machine allows it. */
export function takeCores(): Cores {
  const pinned =
    availableParallelism() > 1 && spawnSync('taskset', ['-acp', '1', String(process.pid)]).status === 0;
  return pinned
    ? { server: 0, says: 'server on core 0, clients on core 1' }
    : { server: undefined, says: 'not pinned: needs two cores and taskset' };
}
