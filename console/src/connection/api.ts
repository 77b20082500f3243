import type { RestAnswer, rest } from '@straks/shared/protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Static, TSchema } from 'typebox';

type Routes = typeof rest;
type PartOf<Route, Part extends string> =
  Route extends Record<Part, infer Schema extends TSchema> ? Record<Part, Static<Schema>> : object;
/** What a route needs: its path's parameters, its query and its body, where it has them. */
export type RestRequest<R extends keyof Routes> = PartOf<Routes[R], 'params'> &
  PartOf<Routes[R], 'query'> &
  PartOf<Routes[R], 'body'>;

/** Asks over HTTP. A server that cannot be reached, or speaks nonsense, is a refusal like the others. */
export type Api = <R extends keyof Routes>(route: R, request: RestRequest<R>) => Promise<RestAnswer<R>>;

interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

/** Where a route is asked; also what a link to a file needs. */
export function addressOf(route: string, { params, query }: Asked): string {
  const [, path = ''] = route.split(' ');
  const url = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  return query ? `${url}?${new URLSearchParams(query)}` : url;
}

const unreachable: Refused = { ok: false, code: 'timed_out', retry: true };

export function createApi(fetchNow: typeof fetch): Api {
  return (async (route: string, request: Asked) => {
    const [method] = route.split(' ') as [string];
    const url = addressOf(route, request);
    try {
      const response = await fetchNow(url, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(request.body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request.body),
        }),
      });
      return (await response.json()) as RestAnswer<keyof Routes>;
    } catch {
      return unreachable;
    }
  }) as Api;
}
