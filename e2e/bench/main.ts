import { readArguments, refuse } from '../command-line.ts';
import * as connections from './connections.ts';
import * as messages from './messages.ts';
import * as queue from './queue.ts';
import * as reconnect from './reconnect.ts';
import * as straks from './straks.ts';
import * as wait from './wait.ts';
import * as widget from './widget.ts';

const benches = { connections, messages, queue, reconnect, wait, widget };

const list = Object.entries(benches).map(([name, { says }]) => `  ${name}: ${says}`);
const usage = `npm run bench -- <bench> [--json], where <bench> is one of\n${list.join('\n')}`;

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    ...connections.options,
    ...queue.options,
    ...wait.options,
    ...straks.options,
  },
});

const [name = ''] = positionals;
if (!Object.hasOwn(benches, name)) refuse(usage);

const figures = await benches[name as keyof typeof benches].run(values);
for (const [figure, value] of Object.entries(figures))
  if (typeof value === 'number') console.log(`${figure}: ${value}`);
if (values.json) console.log(JSON.stringify({ bench: name, figures }));
