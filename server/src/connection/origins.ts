import type { IncomingMessage } from 'node:http';

export interface OriginParts {
  /** The origins of our own pages: console and try page. */
  own: ReadonlySet<string>;
  mayEmbed(siteKey: string, origin: string): boolean;
}

/**
 * Whether a page of this origin may talk to us for this site: origins are compared exactly.
 * No origin at all is no foreign page: browsers send one with every request that could do harm.
 */
export function originAllowed(
  { own, mayEmbed }: OriginParts,
  origin: string | undefined,
  siteKey: string | null,
) {
  if (origin === undefined || own.has(origin)) return true;
  return siteKey !== null && mayEmbed(siteKey, origin);
}

/** The origins of our own pages. A machine of one's own has two names for itself. */
export function ownOrigins(publicUrl: string): Set<string> {
  const url = new URL(publicUrl);
  const own = new Set([url.origin]);
  if (url.hostname !== 'localhost') return own;
  url.hostname = '127.0.0.1';
  return own.add(url.origin);
}

/** Null unless exactly one is named: which of two would count is read differently further in. */
export function siteOfHandshake(request: IncomingMessage): string | null {
  const [site = null, ...others] = new URL(request.url ?? '/', 'http://localhost').searchParams.getAll(
    'site',
  );
  return others.length === 0 ? site : null;
}
