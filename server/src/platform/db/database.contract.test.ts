import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../../testing/databases.ts';
import { Refusal } from '../errors.ts';
import { createBatch } from './batch.ts';
import type { Trx } from './database.ts';
import { jsonIds, jsonTable } from './rows.ts';

describe.each(databases)('units of work on $name', ({ open }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const add = (trx: Trx, id: string) =>
    trx.insertInto('setupToken').values({ tokenHash: id, createdMs: 1, usedMs: null }).execute();
  const kept = async (prefix: string) => {
    const rows = await opened.db.read.selectFrom('setupToken').select('tokenHash').execute();
    return rows
      .map(({ tokenHash }) => tokenHash)
      .filter((id) => id.startsWith(prefix))
      .sort();
  };
  const heard = (prefix: string) =>
    opened.facts.flatMap((fact) =>
      fact.kind === 'words' && fact.siteId.startsWith(prefix) ? fact.siteId : [],
    );
  const write = (id: string, then: () => void = () => {}) =>
    opened.db.write(async (trx, tell) => {
      tell({ kind: 'words', siteId: id });
      await add(trx, id);
      then();
      return id;
    });

  test('what is answered can be read by everybody', async () => {
    expect(await write('read-1')).toBe('read-1');
    expect(await kept('read-')).toEqual(['read-1']);
  });

  test('one that throws leaves nothing, and all its neighbours in the group are kept', async () => {
    const units = Array.from({ length: 40 }, (_, n) =>
      write(`mixed-${n}`, () => {
        if (n % 3 === 0) throw new Refusal('conflict', { detail: String(n) });
      }),
    );
    const ended = await Promise.allSettled(units);
    const expected = Array.from({ length: 40 }, (_, n) => `mixed-${n}`).filter((_, n) => n % 3 !== 0);
    expect(await kept('mixed-')).toEqual(expected.toSorted());
    expect(heard('mixed-')).toEqual(expected);
    expect(ended[3]).toMatchObject({ status: 'rejected', reason: { code: 'conflict', detail: '3' } });
    expect(ended[4]).toMatchObject({ status: 'fulfilled', value: 'mixed-4' });
  });

  test('a broken rule of the schema undoes the whole unit, not the statement alone', async () => {
    const twice = opened.db.write(async (trx) => {
      await add(trx, 'twice-1');
      await add(trx, 'twice-2');
      await add(trx, 'twice-1');
    });
    await Promise.all([expect(twice).rejects.toThrow(), write('twice-3')]);
    expect(await kept('twice-')).toEqual(['twice-3']);
  });

  test('nobody else sees a unit before its end', async () => {
    let seen: string[] = [];
    await opened.db.write(async (trx) => {
      await add(trx, 'early-1');
      seen = await kept('early-');
    });
    expect(seen).toEqual([]);
  });

  test('facts are heard when they are true: after the commit, before the answer, in the order of units', async () => {
    const looks: Promise<string[]>[] = [];
    opened.onCommit((facts) => {
      if (facts.some((fact) => fact.kind === 'words' && fact.siteId === 'true-0')) looks.push(kept('true-'));
    });
    let early: string[] = [];
    const first = write('true-0', () => {
      early = heard('true-');
    });
    const rest = Array.from({ length: 5 }, (_, n) => write(`true-${n + 1}`));
    await first;
    expect(heard('true-')).toContain('true-0');
    await Promise.all(rest);
    expect(early).toEqual([]);
    expect(heard('true-')).toEqual(['true-0', 'true-1', 'true-2', 'true-3', 'true-4', 'true-5']);
    expect((await looks[0])?.includes('true-0')).toBe(true);
  });

  test('many units at once read what the ones before them wrote', async () => {
    await write('count-');
    const raise = opened.db.write.bind(opened.db, async (trx: Trx) => {
      const row = await trx
        .selectFrom('setupToken')
        .select('createdMs')
        .where('tokenHash', '=', 'count-')
        .executeTakeFirstOrThrow();
      await trx
        .updateTable('setupToken')
        .set({ createdMs: row.createdMs + 1 })
        .where('tokenHash', '=', 'count-')
        .execute();
      return row.createdMs + 1;
    });
    const numbers = await Promise.all(Array.from({ length: 150 }, raise));
    expect(numbers).toEqual(Array.from({ length: 150 }, (_, n) => n + 2));
  });

  test('a batch answers each in order, and each its own refusal', async () => {
    let units = 0;
    const batch = createBatch<number, string>(16, (start, settle) =>
      opened.db.write(async (trx) => {
        units += 1;
        const asked = start();
        for (const n of asked) if (n % 5 !== 0) await add(trx, `batch-${n}`);
        settle(asked.map((n) => (n % 5 === 0 ? new Refusal('conflict', { detail: String(n) }) : `yes ${n}`)));
      }),
    );
    const ended = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => batch(n)));
    expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.detail))).toEqual(
      Array.from({ length: 60 }, (_, n) => (n % 5 === 0 ? String(n) : `yes ${n}`)),
    );
    expect(await kept('batch-')).toHaveLength(48);
    expect(units).toBe(4);
  });

  test('rows and ids as one parameter come back as they went in', async () => {
    const rows = [
      { name: 'quote " and \\ and \n', count: 2 ** 40, none: null },
      { name: '', count: 0, none: null },
    ];
    const table = jsonTable({ name: 'text', count: 'bigint', none: 'bigint' }, rows);
    expect((await sql`select * from ${table} as "given"`.execute(opened.db.read)).rows).toEqual(rows);
    await Promise.all(['ids-a', 'ids-b"', 'ids-c'].map((id) => write(id)));
    const found = await opened.db.read
      .selectFrom('setupToken')
      .select('tokenHash')
      .where('tokenHash', 'in', jsonIds(['ids-a', 'ids-b"', 'ids-x']))
      .orderBy('tokenHash')
      .execute();
    expect(found.map(({ tokenHash }) => tokenHash)).toEqual(['ids-a', 'ids-b"']);
    const none = await opened.db.read
      .selectFrom('setupToken')
      .select('tokenHash')
      .where('tokenHash', 'in', jsonIds([]))
      .execute();
    expect(none).toEqual([]);
  });

  test('closing waits for what is under way', async () => {
    const other = await open();
    const late = other.db.write(async (trx) => void (await add(trx, 'late')));
    await other.close();
    await expect(late).resolves.toBeUndefined();
  });
});
