import type { RefusalCode } from '@straks/shared/result.ts';
import { Refusal } from '../errors.ts';

/** What the database said, with SQLite's result code (the low byte is the primary one). */
export class StorageError extends Error {
  readonly errcode: number;
  constructor(message: string, errcode: number) {
    super(message);
    this.name = 'StorageError';
    this.errcode = errcode;
  }
}

const busy = 5;
const locked = 6;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;
const constraint = 19;

const primary = (error: StorageError) => error.errcode & 0xff;

export const isConstraint = (error: unknown) =>
  error instanceof StorageError && primary(error) === constraint;

/** The statement failed because of the storage, not because of what it said: nothing of the group is kept. */
export const isStorageFault = (error: unknown): error is StorageError =>
  error instanceof StorageError &&
  [busy, locked, readOnly, ioError, corrupt, full, cannotOpen, notADatabase].includes(primary(error));

/** After these nothing more may be promised: the process ends, and starts again from what is on the disk. */
export const isFatal = (error: StorageError) => [ioError, corrupt, notADatabase].includes(primary(error));

/** The refusal whoever asked is told; she keeps her words and tries again. */
export function asRefusal(error: StorageError): Refusal {
  const code: RefusalCode = [full, readOnly, cannotOpen].includes(primary(error))
    ? 'storage_full'
    : 'storage_busy';
  return new Refusal(code, { retryAfterMs: 1_000, cause: error });
}

/** One sentence for the operator. */
export function whatToDo(error: StorageError, dataDir: string): string {
  switch (primary(error)) {
    case full:
      return `The disk that holds ${dataDir} is full. Make room; Straks needs no repair afterwards.`;
    case corrupt:
    case notADatabase:
      return `${dataDir}/straks.db is damaged or not a Straks database. Move it aside and put the last backup in its place; "sqlite3 straks.db .recover" saves what can be read.`;
    case busy:
    case locked:
      return `Another program holds ${dataDir}/straks.db locked. End it (a backup tool, a second Straks) and start again.`;
    case readOnly:
    case cannotOpen:
      return `${dataDir}/straks.db cannot be opened for writing. Check that the folder exists and belongs to the user that runs Straks.`;
    default:
      return `The database in ${dataDir} cannot be read or written: ${error.message}.`;
  }
}
