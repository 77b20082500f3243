import { parentPort, workerData } from 'node:worker_threads';
import { type Call, Crowd } from './queue-crowd.ts';
import type { Door } from './straks.ts';

const crowd = new Crowd(workerData as Door[]);

parentPort?.on('message', async (call: Call) => {
  if (call.do === 'grow') await crowd.grow(call.count);
  if (call.do === 'forget') crowd.forget();
  parentPort?.postMessage(crowd.look());
});
