import { once } from 'node:events';
import { readArguments, wholeIn } from './command-line.ts';
import { Cluster } from './drivers/cluster.ts';

const usage =
  'npm run cluster -- [--nodes 3]: nodes behind haproxy with PostgreSQL and Redis, until you press Ctrl+C';
const { values } = readArguments(usage, { options: { nodes: { type: 'string', default: '3' } } });

// Interactive and lasting: the database keeps what it is told also when the machine loses power.
const postgres = { fsync: 'on', full_page_writes: 'on', autovacuum: 'on' };
const cluster = await Cluster.start({ nodes: wholeIn('nodes', values.nodes, 1, 20), postgres });
console.log(`
A cluster of ${cluster.nodes.length} nodes is ready. What it holds goes with it.

  Try page     ${cluster.url}/try/
  Console      ${cluster.url}/console/#/first/${await cluster.firstToken()}
               this link makes the first owner, once
  Nodes        ${cluster.nodes.map(({ url }) => url).join('  ')}
  PostgreSQL   ${cluster.databaseUrl}
  Redis        ${cluster.redis.url}
`);
// Until now whoever stopped us ended all at once; now it ends in order.
for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await cluster[Symbol.asyncDispose]();
