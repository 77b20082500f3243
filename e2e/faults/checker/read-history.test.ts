import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Line, LineOf } from './line.ts';
import { readHistories, readHistory } from './read-history.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const joined = (t: number, client: string): LineOf<'joined'> => ({
  t,
  client,
  role: 'visitor',
  op: 'joined',
  phase: 'ok',
  conversation: 'c',
  ticket: 1,
});
const jsonl = (...lines: Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

test('reads what was written', () => {
  const lines = [joined(1, 'ada'), joined(2, 'ada')];
  expect(readHistory(written('whole.jsonl', jsonl(...lines)))).toEqual(lines);
});

test('drops a last line the writer did not live to finish, even one that happens to be JSON', () => {
  const whole = jsonl(joined(1, 'ada'));
  expect(readHistory(written('torn.jsonl', `${whole}{"t":2,"cli`))).toEqual([joined(1, 'ada')]);
  expect(readHistory(written('number.jsonl', `${whole}2`))).toEqual([joined(1, 'ada')]);
  expect(readHistory(written('empty.jsonl', ''))).toEqual([]);
});

test.each([
  ['a torn line in the middle', '{"t":1,"cli\n'],
  ['an empty line', '\n'],
  ['an op nobody knows', '{"t":1,"client":"ada","role":"visitor","op":"sned","phase":"ok"}\n'],
  ['a line without its time', '{"client":"ada","role":"visitor","op":"frame","phase":"ok","text":""}\n'],
])('refuses %s and says where', (_, text) => {
  const path = written('bad.jsonl', `${jsonl(joined(1, 'ada'))}${text}${jsonl(joined(2, 'ada'))}`);
  expect(() => readHistory(path)).toThrow(`${path}:2`);
});

test('puts several writers in one order and keeps each writer’s own', () => {
  const ada = written(
    'ada.jsonl',
    jsonl(joined(1, 'ada'), joined(3, 'ada'), { ...joined(3, 'ada'), ticket: 2 }),
  );
  const eva = written('eva.jsonl', jsonl(joined(2, 'eva'), joined(3, 'eva')));
  const lines = readHistories([ada, eva]);
  expect(lines.map(({ t, client }) => `${t} ${client}`)).toEqual([
    '1 ada',
    '2 eva',
    '3 ada',
    '3 ada',
    '3 eva',
  ]);
  expect(lines[3]).toMatchObject({ ticket: 2 });
});
