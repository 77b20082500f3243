import { asRefusal, isFatal, isStorageFault, type StorageError } from './storage-error.ts';

/** One piece of work that is kept whole or not at all. */
export interface Unit<Trx, Fact> {
  work(trx: Trx, tell: (fact: Fact) => void): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface GroupCommitParts<Trx, Fact> {
  trx: Trx;
  begin(): Promise<void>;
  /** Resolves when the group is on the disk, rejects when nothing of it is (or nobody can say). */
  commit(): Promise<void>;
  say(sql: string): Promise<void>;
  /** Hears every fact of a unit right after its commit, never before, in the order of commits. */
  committed(facts: Fact[]): void;
  /** The storage can no longer be trusted. */
  fatal(error: StorageError): void;
}

const mostUnits = 64;

/**
 * Many units, one fsync: whatever has come while the last group was being written is the next group.
 * Nothing waits for company, so a lone unit is as quick as it can be.
 */
export function createGroupCommit<Trx, Fact>(parts: GroupCommitParts<Trx, Fact>) {
  let queue: Unit<Trx, Fact>[] = [];
  let running: Promise<void> | null = null;

  function add(unit: Unit<Trx, Fact>) {
    queue.push(unit);
    // Begun when this breath ends: what is said in one goes in one group.
    running ??= Promise.resolve().then(runAll);
  }

  async function runAll() {
    while (queue.length > 0) {
      const group = queue.slice(0, mostUnits);
      queue = queue.slice(mostUnits);
      await runGroup(group);
    }
    // In the same breath as the last look at the queue: a unit added a moment later starts the next run.
    running = null;
  }

  async function runGroup(group: Unit<Trx, Fact>[]) {
    const done: (() => void)[] = [];
    const facts: Fact[] = [];
    try {
      await parts.begin();
      // A unit alone is undone with the transaction.
      const runOne = group.length > 1 ? runApart : runUnit;
      for (const unit of group) await runOne(unit, done, facts);
      await parts.commit();
    } catch (error) {
      await giveUp(group, error);
      return;
    }
    parts.committed(facts);
    for (const tellAnswer of done) tellAnswer();
  }

  async function runUnit(
    unit: Unit<Trx, Fact>,
    done: (() => void)[],
    facts: Fact[],
    finish?: () => Promise<void>,
  ) {
    const told: Fact[] = [];
    const value = await unit.work(parts.trx, (fact) => told.push(fact));
    await finish?.();
    facts.push(...told);
    done.push(() => unit.resolve(value));
  }

  /** Undone alone when it fails; the others of its group are kept. */
  async function runApart(unit: Unit<Trx, Fact>, done: (() => void)[], facts: Fact[]) {
    // Goes with the first that the unit says: inside a group it fails only with the storage, and then all of it does.
    const begun = parts.say('savepoint unit');
    begun.catch(() => {});
    try {
      // A unit that hid an error of the database fails here, and only it.
      await runUnit(unit, done, facts, async () => {
        await begun;
        await parts.say('release savepoint unit');
      });
    } catch (error) {
      if (isStorageFault(error)) throw error;
      await parts.say('rollback to savepoint unit');
      await parts.say('release savepoint unit');
      done.push(() => unit.reject(error));
    }
  }

  async function giveUp(group: Unit<Trx, Fact>[], error: unknown) {
    // The database may have rolled back by itself; then there is nothing to roll back.
    await parts.say('rollback').catch(() => {});
    if (isStorageFault(error) && isFatal(error)) parts.fatal(error);
    const answer = isStorageFault(error) ? asRefusal(error) : error;
    for (const unit of group) unit.reject(answer);
  }

  /** Resolves when everything added so far is written or refused. */
  const idle = async () => {
    while (running) await running;
  };

  return { add, idle };
}
