import { hashToken } from '../ids.ts';
import { createRates, type OpenRates, type TakeOne } from './rates.ts';

/** A token was taken at one node: its bucket is emptied by as much at the others. */
export interface Took {
  kind: 'took';
  rate: string;
  /** Of whom: a hash, for it goes round. */
  key: string;
}

/** Limits that several nodes keep together, as far as they hear of one another; alone each keeps its own. */
export function createSharedRates() {
  const kept = new Map<string, TakeOne>();
  let tell = (_: Took): void => {};

  const open: OpenRates = (name, rate) => {
    const take = createRates(rate);
    kept.set(name, take);
    return (who, nowMs) => {
      const key = hashToken(who);
      const answer = take(key, nowMs);
      if (answer.waitMs === 0) tell({ kind: 'took', rate: name, key });
      return answer;
    };
  };

  return {
    open,
    tookElsewhere: ({ rate, key }: Took, nowMs: number) => void kept.get(rate)?.(key, nowMs),
    /** From now on the others hear of it. */
    tellWith(others: (took: Took) => void) {
      tell = others;
    },
  };
}

export type SharedRates = ReturnType<typeof createSharedRates>;
