import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandRun, root } from './run.ts';

/** Each rule with one file that breaks it: the file, and the import it has no right to. */
const trespassers: [rule: string, file: string, line: string][] = [
  ['packages-meet-in-shared', 'widget/src/a.ts', "import '../../server/src/queue/queue.ts'"],
  ['packages-meet-in-shared', 'shared/src/a.ts', "import type {} from '../../server/src/facts.ts'"],
  ['packages-meet-in-shared', 'server/src/a.ts', "import '../../e2e/drivers/visitor.ts'"],
  [
    'clients-take-only-types-from-the-protocol',
    'console/src/b.ts',
    "import '../../shared/src/queue/queue.protocol.ts'",
  ],
  ['clients-take-only-types-from-the-protocol', 'widget/src/b.ts', "import '../../shared/src/protocol.ts'"],
  ['clients-take-only-types-from-the-protocol', 'widget/src/c.ts', "import { Type } from 'typebox'"],
  ['shared-does-no-input-or-output', 'shared/src/c.ts', "import 'node:fs'"],
  ['reading-order', 'server/src/hours/hours.ts', "import '../queue/queue.ts'"],
  ['reading-order', 'server/src/platform/clock.ts', "import type {} from '../sites/sites.ts'"],
  ['folders-have-a-place-in-the-reading-order', 'server/src/misc/a.ts', "import '../platform/ids.ts'"],
  ['folders-do-not-reach-up', 'server/src/queue/a.ts', "import '../app.ts'"],
  ['facts-and-schema-are-types', 'server/src/queue/b.ts', "import '../facts.ts'"],
  ['enter-by-the-door', 'server/src/queue/c.ts', "import '../messages/messages.store.ts'"],
  ['doors-know-no-sockets-and-no-sql', 'server/src/ratings/ratings.ts', "import './ratings.socket.ts'"],
  ['doors-know-no-sockets-and-no-sql', 'server/src/reports/reports.ts', "import { sql } from 'kysely'"],
  ['rules-are-pure', 'server/src/queue/position.ts', "import './queue.store.ts'"],
  ['gates-ask-the-door', 'server/src/queue/queue.socket.ts', "import './queue.store.ts'"],
  ['stores-stand-alone', 'server/src/messages/other.store.ts', "import './messages.store.ts'"],
  ['sql-stays-in-stores', 'server/src/app.ts', "import { sql } from 'kysely'"],
  ['tests-stay-out-of-the-product', 'server/src/main.js', "import './testing/start-server.ts'"],
  ['one-owner-of-the-socket', 'widget/src/chat.tsx', "import { io } from 'socket.io-client'"],
  ['models-draw-nothing', 'console/src/list.model.ts', "import './list.element.ts'"],
  ['the-loader-stands-alone', 'widget/src/loader.ts', "import './uses-preact.ts'"],
  ['no-cycles', 'console/src/ring-a.ts', "import './ring-b.ts'"],
  ['imports-exist', 'console/src/lost.ts', "import './nowhere.ts'"],
];

/** What the trespassers reach for, and files that keep every rule and so must stay unmentioned. */
const neighbours: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  'server/src/facts.ts': 'export type Fact = string;',
  'server/src/sites/sites.ts': "import type { Fact } from '../facts.ts'; export type Site = Fact;",
  'server/src/queue/queue.ts':
    "import './queue.store.ts'; import './position.ts'; import '../messages/messages.ts'; import type {} from '../facts.ts'",
  'server/src/queue/queue.store.ts': "import { sql } from 'kysely'; import '../platform/ids.ts'",
  'server/src/queue/queue.test.ts':
    "import '../testing/start-server.ts'; import '../messages/messages.store.ts'",
  'server/src/messages/messages.ts': "import './messages.store.ts'",
  'server/src/messages/messages.store.ts': '',
  'server/src/platform/ids.ts': "import 'node:crypto'",
  'server/src/ratings/ratings.socket.ts': '',
  'server/src/testing/start-server.ts': "import '../queue/queue.store.ts'",
  'server/migrations/001.ts': "import { sql } from 'kysely'",
  'shared/src/protocol.ts': '',
  'shared/src/queue/queue.protocol.ts': '',
  'widget/src/types.ts': "import type {} from '../../shared/src/protocol.ts'",
  'widget/src/uses-preact.ts': "import { h } from 'preact'",
  'widget/src/connection/socket.ts': "import { io } from 'socket.io-client'",
  'console/src/list.element.ts': '',
  'console/src/ring-b.ts': "import './ring-a.ts'",
  'e2e/drivers/visitor.ts': "import '../../server/src/queue/queue.store.ts'",
};

let house: string;
let report: { rule: string; file: string }[];

beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'straks-rules-'));
  for (const [file, text] of Object.entries(neighbours)) write(file, text);
  for (const [, file, line] of trespassers) write(file, line);
  for (const library of ['kysely', 'preact', 'socket.io-client', 'typebox']) {
    write(`node_modules/${library}/package.json`, '{ "main": "index.js" }');
    write(`node_modules/${library}/index.js`, '');
  }
  report = await violations();
});

afterAll(() => rmSync(house, { recursive: true }));

test.for(trespassers)('%s: %s may not %s', ([rule, file]) => {
  expect(report).toContainEqual({ rule, file });
});

test('files that keep the rules are left in peace', () => {
  const partOfTheRing = 'console/src/ring-b.ts';
  const blamed = new Set(report.map(({ file }) => file).filter((file) => file !== partOfTheRing));
  expect([...blamed].filter((file) => file in neighbours)).toEqual([]);
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

async function violations(): Promise<{ rule: string; file: string }[]> {
  const { output } = await commandRun(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'],
      ...['server', 'shared', 'widget', 'console', 'e2e'],
    ],
    {},
    house,
  );
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from }));
}
