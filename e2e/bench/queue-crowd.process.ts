import { type Call, Crowd } from './queue-crowd.ts';
import type { Door } from './straks.ts';

const crowd = new Crowd(JSON.parse(process.argv[2] ?? '[]') as Door[]);

process.on('message', async (call: Call) => {
  if (call.do === 'grow') await crowd.grow(call.count);
  if (call.do === 'forget') crowd.forget();
  process.send?.(crowd.look());
});
process.on('disconnect', () => process.exit());
