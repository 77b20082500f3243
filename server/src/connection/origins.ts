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
export function originAllowed({ own, mayEmbed }: OriginParts, origin: string | undefined, siteKey: string | null) {
  if (origin === undefined || own.has(origin)) return true;
  return siteKey !== null && mayEmbed(siteKey, origin);
}

export function siteOfHandshake(request: IncomingMessage): string | null {
  return new URL(request.url ?? '/', 'http://localhost').searchParams.get('site');
}
