import type { RefusalCode } from '@straks/shared/result.ts';
import { Refusal } from '../errors.ts';

export type StorageErrorKind =
  /** What was to be written breaks a rule of the schema. */
  | 'constraint'
  /** Not now: somebody else holds it, or it cannot be reached. */
  | 'busy'
  | 'full'
  /** It may be read only, or not opened at all. */
  | 'denied'
  /** The disk fails, or what lies on it is no longer what was written. */
  | 'broken'
  | 'damaged'
  /** The statement was wrong. */
  | 'other';

/** What the database said, in the words of both. */
export class StorageError extends Error {
  readonly kind: StorageErrorKind;
  constructor(message: string, kind: StorageErrorKind, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.kind = kind;
  }
}

export const isConstraint = (error: unknown) => error instanceof StorageError && error.kind === 'constraint';

/** The statement failed because of the storage, not because of what it said: nothing of the group is kept. */
export const isStorageFault = (error: unknown): error is StorageError =>
  error instanceof StorageError && error.kind !== 'constraint' && error.kind !== 'other';

/** As whoever only asked hears it: later it will be there. */
export const isStorageRefusal = (error: unknown) =>
  error instanceof Refusal && (error.code === 'storage_busy' || error.code === 'storage_full');

/** After these nothing more may be promised: the process ends, and starts again from what is on the disk. */
export const isFatal = ({ kind }: StorageError) => kind === 'broken' || kind === 'damaged';

/** The refusal whoever asked is told; she keeps her words and tries again. */
export function asRefusal(error: StorageError): Refusal {
  const code: RefusalCode =
    error.kind === 'full' || error.kind === 'denied' ? 'storage_full' : 'storage_busy';
  return new Refusal(code, { retryAfterMs: 1_000, cause: error });
}
