/** What became of one who waited. Instants are the server's. */
export interface Wait {
  /** Her place in the order of joining, lowest first: nobody here has a priority. */
  joined: number;
  tellings: readonly Telling[];
  /** When an agent got her; null: she gave up before. */
  takenAt: number | null;
  leftAt: number | null;
}

export interface Telling {
  at: number;
  likelyMs: number;
  withinMs: number;
}

export interface Coverage {
  /** Visitors who were told a range when they joined and whose wait is known. */
  visitors: number;
  /** Of a hundred, how often it was within the told bound: when they joined, and over every telling. */
  firstPercent: number;
  everyPercent: number;
  /** How often it was within the likely wait; half is what "likely" says. */
  likelyPercent: number;
  tellings: number;
  gaveUp: number;
}

/**
 * Told against lived. Who gave up would have been taken when the first who joined after her was; where
 * nobody was, we do not know, and she does not count.
 */
export function coverage(waits: readonly Wait[]): Coverage {
  const ends = turnsOf(waits);
  const known = waits.filter((wait) => wait.tellings.length > 0 && ends.has(wait));
  const held = (telling: Telling, wait: Wait, bound: number) => (ends.get(wait) ?? 0) - telling.at <= bound;
  const firsts = known.map((wait) => ({ wait, telling: wait.tellings[0] as Telling }));
  const every = known.flatMap((wait) => wait.tellings.map((telling) => ({ wait, telling })));
  return {
    visitors: known.length,
    firstPercent: percent(firsts, ({ wait, telling }) => held(telling, wait, telling.withinMs)),
    everyPercent: percent(every, ({ wait, telling }) => held(telling, wait, telling.withinMs)),
    likelyPercent: percent(firsts, ({ wait, telling }) => held(telling, wait, telling.likelyMs)),
    tellings: every.length,
    gaveUp: waits.filter(({ takenAt }) => takenAt === null).length,
  };
}

/** When each was taken, or would have been. */
function turnsOf(waits: readonly Wait[]): Map<Wait, number> {
  const turns = new Map<Wait, number>();
  let nextTakenAt: number | null = null;
  for (const wait of waits.toSorted((a, b) => b.joined - a.joined)) {
    if (wait.takenAt !== null) {
      nextTakenAt = Math.min(nextTakenAt ?? wait.takenAt, wait.takenAt);
      turns.set(wait, wait.takenAt);
    } else if (nextTakenAt !== null) turns.set(wait, Math.max(nextTakenAt, wait.leftAt ?? 0));
  }
  return turns;
}

function percent<One>(all: readonly One[], isSo: (one: One) => boolean): number {
  if (all.length === 0) return Number.NaN;
  return Math.round((1_000 * all.filter(isSo).length) / all.length) / 10;
}
