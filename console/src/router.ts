import { computed, signal } from '@lit-labs/signals';

export const settingsSections = [
  'site',
  'hours',
  'departments',
  'colleagues',
  'categories',
  'tag',
  'account',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

export type Route =
  | { page: 'inbox' }
  | { page: 'settings'; section: SettingsSection }
  | { page: 'first'; token: string }
  | { page: 'invite'; token: string };

/** Everything after `#`: it is never sent to a server, so one-time tokens may stand there. */
export function parseRoute(hash: string): Route {
  const [page, rest = ''] = hash.replace(/^#?\/?/, '').split('/', 2) as [string, string?];
  if ((page === 'first' || page === 'invite') && rest) return { page, token: rest };
  if (page !== 'settings') return { page: 'inbox' };
  const section = settingsSections.find((one) => one === rest) ?? 'site';
  return { page, section };
}

export function hashOf(route: Route): string {
  if (route.page === 'inbox') return '#/inbox';
  return `#/${route.page}/${route.page === 'settings' ? route.section : route.token}`;
}

export type Router = ReturnType<typeof createRouter>;

export function createRouter(firstHash: string, showHash: (hash: string) => void) {
  const hash = signal(firstHash);
  const route = computed(() => parseRoute(hash.get()));

  function go(next: Route) {
    hash.set(hashOf(next));
    showHash(hashOf(next));
  }

  return { route, go, hashChanged: (fresh: string) => hash.set(fresh) };
}
