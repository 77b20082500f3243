import { parseArgs } from 'node:util';
import * as messages from './messages.ts';
import * as widget from './widget.ts';

const benches = { messages, widget };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});

const [name = ''] = positionals;
if (!Object.hasOwn(benches, name)) {
  const list = Object.entries(benches).map(([each, { says }]) => `  ${each}: ${says}`);
  console.error(`npm run bench -- <bench> [--json], where <bench> is one of\n${list.join('\n')}`);
  process.exit(2);
}

const figures = await benches[name as keyof typeof benches].run();
for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`);
if (values.json) console.log(JSON.stringify({ bench: name, figures }));
