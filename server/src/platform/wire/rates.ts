/** A bucket that holds `burst` tokens and gains `perSecond`. */
export interface Bucket {
  tokens: number;
  filledMs: number;
}

export interface Rate {
  perSecond: number;
  burst: number;
}

/** Many small gains add up to a little less than they should. */
const rounding = 1e-9;

/** Takes one token, or says after how long there will be one. */
export function take(bucket: Bucket, rate: Rate, nowMs: number): { waitMs: number } {
  const gained = ((nowMs - bucket.filledMs) / 1000) * rate.perSecond;
  bucket.tokens = Math.min(rate.burst, bucket.tokens + gained);
  bucket.filledMs = nowMs;
  const missing = 1 - bucket.tokens;
  if (missing > rounding) return { waitMs: Math.ceil(((missing - rounding) / rate.perSecond) * 1000) };
  bucket.tokens -= 1;
  return { waitMs: 0 };
}

export const fullBucket = (rate: Rate, nowMs: number): Bucket => ({ tokens: rate.burst, filledMs: nowMs });

const mostKeys = 100_000;

/** Takes one token of somebody's, or says after how long there will be one. */
export type TakeOne = (key: string, nowMs: number) => { waitMs: number };
/** Buckets under a name, by which several nodes know them. */
export type OpenRates = (name: string, rate: Rate) => TakeOne;

/** A process that counts for itself. */
export const countAlone: OpenRates = (_, rate) => createRates(rate);

/** One bucket a key (an address, an account). Forgets the oldest keys before memory becomes a way to attack. */
export function createRates(rate: Rate): TakeOne {
  const buckets = new Map<string, Bucket>();
  return (key, nowMs) => {
    const bucket = buckets.get(key) ?? fullBucket(rate, nowMs);
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > mostKeys) buckets.delete(buckets.keys().next().value as string);
    return take(bucket, rate, nowMs);
  };
}
