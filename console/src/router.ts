import { computed, signal } from '@lit-labs/signals';

export const settingsSections = [
  'site',
  'hours',
  'departments',
  'routing',
  'colleagues',
  'categories',
  'mail',
  'tag',
  'account',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

export type Route =
  | { page: 'inbox' }
  | { page: 'callbacks' }
  | { page: 'waits' }
  /** As "2026-W48"; null is this week. */
  | { page: 'staffing'; week: string | null }
  | { page: 'settings'; section: SettingsSection }
  | { page: 'first'; token: string }
  | { page: 'invite'; token: string };

/** Everything after `#`: it is never sent to a server, so one-time tokens may stand there. */
export function parseRoute(hash: string): Route {
  const [page, rest = ''] = hash.replace(/^#?\/?/, '').split('/', 2) as [string, string?];
  if ((page === 'first' || page === 'invite') && rest) return { page, token: rest };
  if (page === 'callbacks' || page === 'waits') return { page };
  if (page === 'staffing') return { page, week: /^20\d\d-W\d\d$/.test(rest) ? rest : null };
  if (page !== 'settings') return { page: 'inbox' };
  const section = settingsSections.find((one) => one === rest) ?? 'site';
  return { page, section };
}

export function hashOf(route: Route): string {
  if (route.page === 'inbox' || route.page === 'callbacks' || route.page === 'waits')
    return `#/${route.page}`;
  if (route.page === 'staffing') return route.week === null ? '#/staffing' : `#/staffing/${route.week}`;
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
