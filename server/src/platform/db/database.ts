import type { Kysely } from 'kysely';
import type { Fact } from '../../facts.ts';
import type { Schema } from '../../schema.ts';

export type Trx = Kysely<Schema>;
export type Tell = (fact: Fact) => void;

/** The truth. Reads see what is committed; writes are units that are kept whole or not at all. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  readonly read: Kysely<Schema>;
  /** Resolves after the commit. Facts told inside are heard right after it, never before. */
  write<Value>(work: (trx: Trx, tell: Tell) => Promise<Value>): Promise<Value>;
  /** Whether it answers now. */
  reachable(): Promise<boolean>;
  /** Waits for what is being written, then closes. */
  close(): Promise<void>;
}
