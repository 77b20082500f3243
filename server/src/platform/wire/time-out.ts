import { Refusal } from '../errors.ts';

/** What takes longer is answered `timed_out`; whatever it does later is not told. */
export function withinTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refusal('timed_out')), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
