import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../../testing/databases.ts';
import { Refusal } from '../errors.ts';
import { allDone, attempt } from './attempt.ts';
import { createBatch } from './batch.ts';
import type { Trx } from './database.ts';
import { insertMany, jsonIds, jsonTable } from './rows.ts';

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

  test('numbers are numbers, however they were reckoned, and flags are 0 or 1', async () => {
    const late = 2 ** 52 + 1;
    const early = -5;
    await opened.db.write(async (trx) => {
      for (const [tokenHash, createdMs, usedMs] of [
        ['number-a', late, null],
        ['number-b', early, 0],
      ] as const) {
        await trx.insertInto('setupToken').values({ tokenHash, createdMs, usedMs }).execute();
      }
    });
    const of = opened.db.read.selectFrom('setupToken').where('tokenHash', 'like', 'number-%');
    expect(await of.select(['createdMs', 'usedMs']).orderBy('tokenHash').execute()).toEqual([
      { createdMs: late, usedMs: null },
      { createdMs: early, usedMs: 0 },
    ]);
    const reckoned = await of
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.sum<number>('createdMs').as('sum'),
        fn.max('createdMs').as('max'),
        sql<number>`count(*) > 1`.as('flag'),
        sql<number>`sum(case when "usedMs" is null then 1 else 0 end)`.as('unused'),
        sql<number>`sum("createdMs") * 1.0 / 4`.as('quarter'),
      ])
      .executeTakeFirstOrThrow();
    expect(reckoned).toEqual({
      ...{ count: 2, sum: late + early, max: late, flag: 1, unused: 1, quarter: (late + early) / 4 },
    });
    const { numUpdatedRows } = await opened.db.write((trx) =>
      trx
        .updateTable('setupToken')
        .set({ usedMs: 7 })
        .where('tokenHash', 'like', 'number-%')
        .executeTakeFirst(),
    );
    expect(numUpdatedRows).toBe(2n);
  });

  test('a unit that hides an error of the database is answered only if it is kept', async () => {
    const hide = (id: string) =>
      opened.db.write(async (trx) => {
        await add(trx, id);
        await add(trx, id).catch(() => {});
        return id;
      });
    await hide('hide-0').catch(() => {});
    await Promise.allSettled([hide('hide-1'), write('hide-2'), hide('hide-3'), write('hide-4')]);
    const ended = await Promise.allSettled([write('hide-5'), hide('hide-6')]);
    const rows = await kept('hide-');
    expect(rows).toEqual(expect.arrayContaining(['hide-2', 'hide-4', 'hide-5']));
    for (const one of ended) if (one.status === 'fulfilled') expect(rows).toContain(one.value);
  });

  test('what was tried in vain inside a unit leaves the rest of it as it was', async () => {
    await opened.db.write(async (trx) => {
      await add(trx, 'try-1');
      const twice = await attempt(trx, async () => {
        await allDone([add(trx, 'try-2'), add(trx, 'try-1'), add(trx, 'try-3')]);
        return 'done';
      });
      expect(twice).toBe(null);
      const unwanted = await attempt(trx, async () => {
        await add(trx, 'try-4');
        return null;
      });
      expect(unwanted).toBe(null);
      expect(await attempt(trx, async () => (await add(trx, 'try-5')) && 'done')).toBe('done');
      await add(trx, 'try-6');
    });
    expect(await kept('try-')).toEqual(['try-1', 'try-5', 'try-6']);
  });

  test('of what is said together the first that fails is what is heard, wherever it stands', async () => {
    const slow = async (trx: Trx) => {
      await add(trx, 'together-1');
      await add(trx, 'together-2');
    };
    const said = opened.db.write(async (trx) => {
      await add(trx, 'together-0');
      await allDone([slow(trx), add(trx, 'together-0')]);
    });
    await expect(said).rejects.toMatchObject({ kind: 'constraint' });
    expect(await kept('together-')).toEqual([]);
  });

  test('a unit refused before it said anything leaves the others of its group as they are', async () => {
    const refused = () => opened.db.write(() => Promise.reject(new Error('not this one')));
    const ended = await Promise.allSettled([write('refused-0'), refused(), write('refused-1'), refused()]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await kept('refused-')).toEqual(['refused-0', 'refused-1']);
  });

  test('many rows in one trip are written as they are, and none of them when one may not be', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({
      ...{ tokenHash: `many-${n} "quoted" \\ 🎈 \n`, createdMs: n, usedMs: n % 2 ? n : null },
    }));
    const insert = insertMany<(typeof rows)[number]>('setupToken', ['tokenHash', 'createdMs', 'usedMs']);
    await opened.db.write((trx) => insert(trx, rows));
    const of = opened.db.read.selectFrom('setupToken').selectAll().where('tokenHash', 'like', 'many-%');
    expect(await of.orderBy('createdMs').execute()).toEqual(rows);
    const again = [{ ...rows[0], tokenHash: 'many-new' }, rows[7]] as typeof rows;
    await expect(opened.db.write((trx) => insert(trx, again))).rejects.toThrow();
    expect(await kept('many-new')).toEqual([]);
    await opened.db.write((trx) => insert(trx, []));
  });

  test('it can be reached', async () => {
    expect(await opened.db.reachable()).toBe(true);
  });

  test('closing waits for what is under way', async () => {
    const other = await open();
    const late = other.db.write(async (trx) => void (await add(trx, 'late')));
    await other.close();
    await expect(late).resolves.toBeUndefined();
  });
});
