import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openThread } from './sqlite-thread.ts';

test('what was said together with a statement that undid the transaction is not kept alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'straks-thread-'));
  const thread = openThread({ path: join(folder, 'one.db'), readOnly: false });
  await thread.run('create table "note" ("id" text primary key)', []);
  await thread.run('insert into "note" values (?)', ['first']);
  await thread.run('begin immediate', []);
  const said = await Promise.allSettled([
    thread.run('insert into "note" values (?)', ['second']),
    // As SQLite does by itself when the disk is full or fails.
    thread.run('insert or rollback into "note" values (?)', ['first']),
    thread.run('insert into "note" values (?)', ['third']),
  ]);
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(thread.run('commit', [])).rejects.toThrow();
  expect((await thread.run('select "id" from "note"', [])).rows).toEqual([{ id: 'first' }]);
  await thread.close();
  rmSync(folder, { recursive: true });
});
