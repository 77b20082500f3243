import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const server = fileURLToPath(new URL('../../../', import.meta.url));

/** What one of them understands and the other does not, or differently. Beside this file it has its place. */
const oneSided = [
  ...[
    /\bjson_\w+\(/i,
    /->>/,
    /\browid\b/i,
    /\bifnull\(/i,
    /\bstrftime\(/i,
    /\bdatetime\(/i,
    /\bunixepoch\(/i,
  ],
  ...[/\binsert or\b/i, /\bpragma\b/i, /\bglob\b/i, /\bcross join\b/i, /\bautoincrement\b/i, /\bsqlite_/i],
  ...[/\btotal\(/i, /\bgroup_concat\(/i, /\bwithout rowid\b/i, /[=(,] ?\?/],
  ...[/::\w/, /\bilike\b/i, /\bdistinct on\b/i, /\bany\(/i, /\bpg_/i, /\bnow\(\)/i, /\binterval '/i],
  ...[/\bgreatest\(/i, /\bleast\(/i, /\bunnest\(/i, /\bextract\(/i, /\blike\b/i],
];

const templates = (source: string) =>
  [...source.matchAll(/sql(?:<[^`]*?>)?`([^`]*)`/g)].map(([, text]) => text ?? '');

async function sqlOutsideThisFolder() {
  const files = await readdir(server, { recursive: true });
  const ours = files.filter(
    (file) =>
      /^(src|migrations)\/.*\.ts$/.test(file) && !/\.test\.ts$|^src\/(platform\/db|testing)\//.test(file),
  );
  const sources = await Promise.all(ours.map((file) => readFile(join(server, file), 'utf8')));
  return ours.flatMap((file, index) => templates(sources[index] ?? '').map((text) => ({ file, text })));
}

test('the SQL of stores and migrations is SQL that both databases know', async () => {
  const written = await sqlOutsideThisFolder();
  expect(written.length).toBeGreaterThan(10);
  const foreign = written.filter(({ text }) => oneSided.some((pattern) => pattern.test(text)));
  expect(foreign).toEqual([]);
});

test('SQL of one database alone is seen', () => {
  const examples = [
    'select value from json_each(x)',
    'a cross join b on 1',
    'insert or ignore into x',
    'x = ?',
    'x::bigint',
    'greatest(a, b)',
    `name like 'a%'`,
  ];
  for (const text of examples)
    expect(
      oneSided.some((pattern) => pattern.test(text)),
      text,
    ).toBe(true);
});
