import { StorageError, type StorageErrorKind } from './storage-error.ts';

/** SQLite's result codes; the low byte is the primary one. */
const kinds: Record<number, StorageErrorKind> = {
  5: 'busy',
  6: 'busy',
  8: 'denied',
  10: 'broken',
  11: 'damaged',
  13: 'full',
  14: 'denied',
  19: 'constraint',
  26: 'damaged',
};

export const sqliteError = (message: string, errcode = 1) =>
  new StorageError(message, kinds[errcode & 0xff] ?? 'other');

/** One sentence for the operator. */
export function whatToDo(error: StorageError, dataDir: string): string {
  switch (error.kind) {
    case 'full':
      return `The disk that holds ${dataDir} is full. Make room; Straks needs no repair afterwards.`;
    case 'damaged':
      return `${dataDir}/straks.db is damaged or not a Straks database. Move it aside and put the last backup in its place; "sqlite3 straks.db .recover" saves what can be read.`;
    case 'busy':
      return `Another program holds ${dataDir}/straks.db locked. End it (a backup tool, a second Straks) and start again.`;
    case 'denied':
      return `${dataDir}/straks.db cannot be opened for writing. Check that the folder exists and belongs to the user that runs Straks.`;
    default:
      return `The database in ${dataDir} cannot be read or written: ${error.message}.`;
  }
}
