import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Has a Node process that was started with `--inspect` collect its garbage, found by what it printed. */
export async function collectGarbage(output: string): Promise<void> {
  // A server that begins anew with other options of Node's says it twice.
  const address = [...output.matchAll(/ws:\/\/[\d.]+:\d+\/[\w-]+/g)].at(-1)?.[0];
  if (!address) throw new Error('The process printed no address of its inspector.');
  const inspector = new WebSocket(address);
  await once(inspector, 'open');
  for (const id of [1, 2]) {
    inspector.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
    await once(inspector, 'message');
  }
  inspector.close();
  await once(inspector, 'close');
}
