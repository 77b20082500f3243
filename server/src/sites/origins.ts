import { Refusal } from '../platform/errors.ts';

/** Origins as browsers say them, each once; what is not exactly one origin is refused by its place. */
export function exactOrigins(origins: readonly string[]): string[] {
  return [...new Set(origins.map(exactOrigin))];
}

function exactOrigin(text: string, place: number): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!bare || !/^https?:$/.test(url.protocol) || url.host.includes('*')) {
    throw new Refusal('bad_request', {
      detail: `origins[${place}] is not one origin, as "https://shop.example"`,
    });
  }
  return url.origin;
}
