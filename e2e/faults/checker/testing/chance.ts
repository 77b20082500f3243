/** Seeded chance (mulberry32): the same seed tells the same story. */
export type Chance = {
  below: (n: number) => number;
  pick: <T>(all: readonly T[]) => T;
  id: (prefix: string) => string;
  uuid: () => string;
};

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  return {
    below,
    pick: (all) => {
      const picked = all[below(all.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    id: (prefix) => `${prefix}_${hex(18)}`,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
}
