import { wholeIn } from '../command-line.ts';
import { manyPeople, type Server } from '../drivers/server.ts';
import { openStage, type Stage } from '../drivers/stage.ts';
import { busyMsOf } from './busy.ts';
import { type Cores, takeCores } from './pin.ts';
import { residentBytes } from './resident.ts';

/** One process with its file, or so many nodes with PostgreSQL, Redis and haproxy on the same machine. */
export const options = { nodes: { type: 'string', default: '1' } } as const;

export const nodesIn = (values: { nodes: string }): number => wholeIn('nodes', values.nodes, 1, 9);

/** Several nodes and all that stands beside them have no core of their own. */
export const shared: Cores = { server: undefined, says: 'both cores for everybody' };

export const coresFor = (nodes: number): Cores => (nodes === 1 ? takeCores() : shared);

/** What was acknowledged is on the disk here too. */
const postgres = { fsync: 'on', full_page_writes: 'on', autovacuum: 'on' };

export interface Process {
  cpu?: number | undefined;
  nodeOptions?: string[];
}

export const startStraks = (nodes: number, { cpu, ...more }: Process = {}): Promise<Stage> =>
  openStage({
    nodes,
    env: manyPeople,
    postgresSettings: postgres,
    ...(cpu !== undefined && { cpu }),
    ...more,
  });

/** Processor time of all nodes together. */
export const busyMs = ({ nodes }: Stage): number => nodes.reduce((sum, { pid }) => sum + busyMsOf(pid), 0);

/** Memory of all nodes together. */
export const residentMb = ({ nodes }: Stage): number =>
  nodes.reduce((sum, { pid }) => sum + residentBytes(pid), 0) / 1024 / 1024;

/** Where somebody comes in. */
export type Door = Pick<Server, 'url' | 'publicUrl' | 'siteKey'>;

/** Each node's own door: haproxy has not the files open for tens of thousands. */
export const doorsOf = ({ nodes, publicUrl, siteKey }: Stage): Door[] =>
  nodes.map(({ url }) => ({ url, publicUrl, siteKey }));

/** One door after the other. */
export function inTurn(doors: readonly Door[]): () => Door {
  let next = 0;
  return () => doors[next++ % doors.length] as Door;
}
