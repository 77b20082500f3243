import { sql } from 'kysely';
import type { Trx } from './database.ts';
import { isConstraint } from './storage-error.ts';

/**
 * Work inside a unit that counts on nothing being in its way. When a uniqueness rule objects, or the work
 * gives null, all of it is undone and null is the answer: then it is done again with more care.
 */
export async function attempt<Value>(trx: Trx, work: () => Promise<Value | null>): Promise<Value | null> {
  await sql`savepoint attempt`.execute(trx);
  const value = await work().catch((error) => {
    if (isConstraint(error)) return null;
    throw error;
  });
  if (value === null) await sql`rollback to savepoint attempt`.execute(trx);
  await sql`release savepoint attempt`.execute(trx);
  return value;
}

/**
 * What does not ask for each other's answers, said in one breath: it goes to the database in one trip. Waits for all,
 * also when one fails: nothing of a failed attempt may still be on its way. What failed first is thrown: on PostgreSQL all
 * that comes after it fails of that.
 */
export async function allDone<const Values extends readonly unknown[]>(
  work: {
    [Place in keyof Values]: Promise<Values[Place]> | Values[Place];
  },
): Promise<Values> {
  let failed: { error: unknown } | null = null as { error: unknown } | null;
  const noted = (work as readonly unknown[]).map(async (one) => {
    try {
      return await one;
    } catch (error) {
      failed ??= { error };
    }
  });
  const values = await Promise.all(noted);
  if (failed) throw failed.error;
  return values as unknown as Values;
}
