import { StorageError, type StorageErrorKind } from './storage-error.ts';

/** PostgreSQL's codes, and the classes they begin with. What has no code came from the connection: it is lost. */
const kinds: Record<string, StorageErrorKind> = {
  '23': 'constraint',
  // Rolled back for another's sake: 40001, 40P01.
  '40': 'busy',
  '08': 'busy',
  // Too many connections, out of memory or disk.
  '53': 'busy',
  '53100': 'full',
  // Stopping, starting, ended by the operator, too slow.
  '57': 'busy',
  '55P03': 'busy',
  // Its transaction stood still for too long, or it can only be read.
  '25P03': 'busy',
  '25006': 'busy',
  // A prepared statement whose table has changed since; the next connection knows it.
  '0A000': 'busy',
  '58030': 'busy',
};

interface PostgresError extends Error {
  /** A SQLSTATE, or the system's name of what happened to the connection. */
  code?: string;
}

const isState = (code: string | undefined): code is string =>
  code !== undefined && /^[0-9A-Z]{5}$/.test(code);

/** What PostgreSQL or the way to it said, as the stores know it. */
export function postgresError(error: PostgresError): StorageError {
  if (error instanceof StorageError) return error;
  const { code, message } = error;
  const kind = isState(code) ? (kinds[code] ?? kinds[code.slice(0, 2)] ?? 'other') : 'busy';
  return new StorageError(message, kind, error);
}

/** After these a connection is of no more use. */
export const isLost = ({ code }: PostgresError) => !isState(code) || /^(08|57P|25P03|25006|0A000)/.test(code);

/** One sentence for the operator: why the program cannot start with this database. */
export function whyNot(error: PostgresError, url: URL): string {
  const where = `PostgreSQL at ${placeOf(url)}`;
  const set = 'STRAKS_DATABASE_URL';
  const { code = '', message } = error;
  const database = decodeURIComponent(url.pathname.slice(1)) || url.username;
  if (/^28/.test(code) || /password must be a string/.test(message)) {
    return `${where} does not let the user "${decodeURIComponent(url.username)}" in (${message}). Check user and password in ${set}, and pg_hba.conf.`;
  }
  if (code === '3D000') {
    return `${where} has no database "${database}". Make it with "createdb ${database}", or correct ${set}.`;
  }
  if (code === '42501') {
    return `${where} does not let the user "${decodeURIComponent(url.username)}" make tables in the database "${database}" (${message}). Make it the owner of the database.`;
  }
  if (code === '53300') {
    return `${where} takes no more connections (${message}). Raise its max_connections, or lower STRAKS_DATABASE_CONNECTIONS.`;
  }
  if (code === '53100') return `The disk of ${where} is full. Make room; Straks needs no repair afterwards.`;
  if (code === '57P03')
    return `${where} is only just starting or stopping (${message}). Start again in a moment.`;
  if (!isState(code)) {
    return `${where} cannot be reached (${reason(error)}). Is it running, and are host and port in ${set} right?`;
  }
  return `${where} cannot be used: ${message}.`;
}

/** Where it is, without the password. */
export function placeOf(url: URL): string {
  const socket = url.searchParams.get('host');
  return socket ?? `${url.hostname || 'localhost'}:${url.port || 5432}`;
}

/** A host with several addresses fails with an error for each, and no words of its own. */
function reason(error: Error & { code?: string; errors?: Error[] }): string {
  return error.message || error.errors?.[0]?.message || error.code || 'no answer';
}
