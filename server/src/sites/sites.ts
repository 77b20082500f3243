import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import type { Department, Site } from '@straks/shared/sites/sites.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import { firstRules } from './first-rules.ts';
import { exactOrigins } from './origins.ts';
import { type Changeable, sitesStore as store } from './sites.store.ts';

export interface SitesParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  /** Refuses hours that no week can have. */
  checkHours(hours: Hours): void;
  /** Those in line for a department stand where its rules say, in the unit that changed it or brought them there. */
  reline?(trx: Trx, siteId: string, departmentId: string): Promise<void>;
}

/**
 * Sites and their departments. They change a few times a year and are asked for on every request, so they
 * are read from memory; whoever hears the fact `site` calls `refresh` before telling anybody.
 */
export function createSites({ db, clock, ids, checkHours, reline }: SitesParts) {
  const sites = new Map<string, Site>();
  const idsByKey = new Map<string, string>();
  const departmentsOf = new Map<string, Department[]>();

  function keep(site: Site, departments: Department[]) {
    sites.set(site.id, site);
    idsByKey.set(site.key, site.id);
    departmentsOf.set(site.id, departments);
  }

  async function warm() {
    for (const site of await store.all(db.read)) keep(site, await store.departments(db.read, site.id));
  }

  async function refresh(siteId: string) {
    const [site, departments] = await Promise.all([
      store.find(db.read, siteId),
      store.departments(db.read, siteId),
    ]);
    if (site) keep(site, departments);
  }

  /** A database without a site gets one that can be used as it is. */
  async function ensureFirst(zone = Intl.DateTimeFormat().resolvedOptions().timeZone): Promise<Site> {
    await db.write(async (trx) => {
      if ((await store.all(trx)).length > 0) return;
      const site: Site = { id: ids.id(), key: ids.siteKey(), ...firstSite(zone) };
      await store.insert(trx, site, clock.nowMs());
      await store.insertDepartment(trx, site.id, newDepartment(ids.id(), 'Support'), clock.nowMs());
    });
    await warm();
    return first();
  }

  function first(): Site {
    const [oldest] = sites.values();
    if (!oldest) throw new Error('there is no site yet: ensureFirst() comes first');
    return oldest;
  }

  const byId = (siteId: string): Site => sites.get(siteId) ?? unknown();

  const byKey = (key: string): Site | null => sites.get(idsByKey.get(key) ?? '') ?? null;

  async function change(siteId: string, asked: Partial<Changeable>): Promise<Site> {
    if (asked.hours) checkHours(asked.hours);
    const change = tidied(asked);
    await db.write(async (trx, tell) => {
      const site = (await store.find(trx, siteId)) ?? unknown();
      await store.save(trx, siteId, { ...site, ...change });
      tell({ kind: 'site', siteId });
    });
    await refresh(siteId);
    return byId(siteId);
  }

  const departments = (siteId: string): Department[] => departmentsOf.get(siteId) ?? [];

  /** A department as this unit finds it; of one that has gone meanwhile, whoever took over what it had. */
  async function living(trx: Trx, siteId: string, departmentId: string): Promise<string> {
    const all = await store.departments(trx, siteId);
    return (all.find(({ id }) => id === departmentId) ?? all[0] ?? unknown()).id;
  }

  async function addDepartment(siteId: string, name: string): Promise<Department> {
    const department = newDepartment(ids.id(), name.trim());
    await db.write(async (trx, tell) => {
      refuseSameName(await store.departments(trx, siteId), department);
      await store.insertDepartment(trx, siteId, department, clock.nowMs());
      tell({ kind: 'site', siteId });
    });
    await refresh(siteId);
    return department;
  }

  async function changeDepartment(
    siteId: string,
    id: string,
    change: Partial<Department>,
  ): Promise<Department> {
    const department = await db.write(async (trx, tell) => {
      const all = await store.departments(trx, siteId);
      const before = all.find((one) => one.id === id) ?? unknown();
      const after = { ...before, ...change, id, name: (change.name ?? before.name).trim() };
      refuseSameName(all, after);
      refuseOverflow(all, after);
      await store.changeDepartment(trx, { ...after, skills: [...new Set(after.skills)].toSorted() });
      await reline?.(trx, siteId, id);
      tell({ kind: 'site', siteId });
      return after;
    });
    await refresh(siteId);
    return department;
  }

  /** Its people and its open conversations go to the site's oldest other department. */
  async function removeDepartment(siteId: string, id: string): Promise<void> {
    await db.write(async (trx, tell) => {
      const all = await store.departments(trx, siteId);
      if (!all.some((one) => one.id === id)) unknown();
      const heir = all.find((one) => one.id !== id);
      if (!heir) throw new Refusal('conflict', { detail: 'a site needs one department' });
      await store.removeDepartment(trx, id, clock.nowMs());
      const moved = await store.emptyDepartment(trx, { siteId, fromId: id, toId: heir.id });
      await reline?.(trx, siteId, heir.id);
      tell({ kind: 'site', siteId });
      tell({ kind: 'presence', siteId });
      for (const agentId of moved.agents) tell({ kind: 'access', agentId });
      for (const conversationId of moved.conversations)
        tell({ kind: 'conversation', siteId, conversationId });
    });
    await refresh(siteId);
  }

  /** Whether pages of this origin may show the widget of this site. */
  function mayEmbed(key: string, origin: string | undefined): boolean {
    if (origin === undefined) return false;
    return byKey(key)?.origins.includes(origin) ?? false;
  }

  const all = (): Site[] => [...sites.values()];

  return {
    ensureFirst,
    all,
    warm,
    refresh,
    first,
    byId,
    byKey,
    change,
    departments,
    living,
    addDepartment,
    changeDepartment,
    removeDepartment,
    mayEmbed,
  };
}

export type Sites = ReturnType<typeof createSites>;

const firstSite = (zone: string): Changeable => ({
  name: 'Straks',
  brand: '#1f6f78',
  language: 'en',
  hours: { zone, spans: [], closedDays: [] },
  origins: [],
  categories: ['Order', 'Delivery', 'Return', 'Product', 'Other'],
  routing: firstRules,
});

const tidied = ({ name, origins, categories, ...rest }: Partial<Changeable>): Partial<Changeable> => ({
  ...rest,
  ...(name !== undefined && { name: name.trim() }),
  ...(origins && { origins: exactOrigins(origins) }),
  ...(categories && { categories: [...new Set(categories.map((category) => category.trim()))] }),
});

const newDepartment = (id: string, name: string): Department => ({
  id,
  name,
  matchLanguage: false,
  skills: [],
  priority: 0,
  overflow: null,
});

function refuseOverflow(all: Department[], { id, overflow }: Department) {
  if (overflow === null) return;
  if (overflow.toId === id || !all.some((one) => one.id === overflow.toId)) {
    throw new Refusal('unknown', { detail: 'overflow.toId' });
  }
}

function refuseSameName(all: Department[], { id, name }: Department) {
  const same = (other: Department) => other.id !== id && other.name.toLowerCase() === name.toLowerCase();
  if (all.some(same)) throw new Refusal('conflict', { detail: 'another department has this name' });
}

function unknown(): never {
  throw new Refusal('unknown');
}
