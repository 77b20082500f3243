import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import type { Department, RoutingRules, Site } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../platform/db/database.ts';
import type { DepartmentTable, SiteTable } from '../schema.ts';
import { firstRules } from './first-rules.ts';

export type Changeable = Omit<Site, 'id' | 'key'>;

const asColumns = ({ name, brand, language, hours, origins, categories, routing }: Changeable) => ({
  name,
  brand,
  language,
  hours: JSON.stringify(hours),
  origins: JSON.stringify(origins),
  categories: JSON.stringify(categories),
  routing: JSON.stringify(routing),
});

const asSite = ({ id, key, name, brand, language, ...json }: Selectable<SiteTable>): Site => ({
  id,
  key,
  name,
  brand,
  language: language as Language,
  hours: JSON.parse(json.hours) as Hours,
  origins: JSON.parse(json.origins) as string[],
  categories: JSON.parse(json.categories) as string[],
  routing: { ...firstRules, ...(JSON.parse(json.routing ?? '{}') as Partial<RoutingRules>) },
});

const asDepartment = (row: Selectable<DepartmentTable>): Department => ({
  id: row.id,
  name: row.name,
  matchLanguage: row.matchLanguage === 1,
  skills: JSON.parse(row.skills) as string[],
  priority: row.priority,
  overflow: row.overflowToId === null ? null : { toId: row.overflowToId, afterMs: row.overflowAfterMs ?? 0 },
});

const asDepartmentColumns = ({ name, matchLanguage, skills, priority, overflow }: Department) => ({
  name,
  matchLanguage: matchLanguage ? 1 : 0,
  skills: JSON.stringify(skills),
  priority,
  overflowToId: overflow?.toId ?? null,
  overflowAfterMs: overflow?.afterMs ?? null,
});

const living = (db: Trx) => db.selectFrom('department').where('deletedMs', 'is', null);

export const sitesStore = {
  all: async (db: Trx): Promise<Site[]> => {
    const rows = await db.selectFrom('site').selectAll().orderBy('createdMs').orderBy('id').execute();
    return rows.map(asSite);
  },

  find: async (db: Trx, id: string): Promise<Site | undefined> => {
    const row = await db.selectFrom('site').selectAll().where('id', '=', id).executeTakeFirst();
    return row && asSite(row);
  },

  insert: (trx: Trx, site: Site, createdMs: number) =>
    trx
      .insertInto('site')
      .values({ id: site.id, key: site.key, createdMs, ...asColumns(site) })
      .execute(),

  save: (trx: Trx, siteId: string, site: Changeable) =>
    trx.updateTable('site').set(asColumns(site)).where('id', '=', siteId).execute(),

  departments: async (db: Trx, siteId: string): Promise<Department[]> => {
    const rows = await living(db)
      .selectAll()
      .where('siteId', '=', siteId)
      .orderBy('createdMs')
      .orderBy('id')
      .execute();
    return rows.map(asDepartment);
  },

  insertDepartment: (trx: Trx, siteId: string, department: Department, createdMs: number) =>
    trx
      .insertInto('department')
      .values({ id: department.id, siteId, createdMs, ...asDepartmentColumns(department) })
      .execute(),

  changeDepartment: (trx: Trx, department: Department) =>
    trx
      .updateTable('department')
      .set(asDepartmentColumns(department))
      .where('id', '=', department.id)
      .execute(),

  removeDepartment: async (trx: Trx, id: string, deletedMs: number) => {
    await trx
      .updateTable('department')
      .set({ overflowToId: null, overflowAfterMs: null })
      .where('overflowToId', '=', id)
      .execute();
    await trx.updateTable('department').set({ deletedMs }).where('id', '=', id).execute();
  },

  /**
   * Takes everything alive from one department to another; gives the ids of what was moved. This reaches
   * into tables of conversations and auth: a department that goes must leave nothing behind, in one unit.
   */
  async emptyDepartment(
    trx: Trx,
    { siteId, fromId, toId }: { siteId: string; fromId: string; toId: string },
  ) {
    const { inboxSeq } = await trx
      .updateTable('site')
      .set({ inboxSeq: sql<number>`"inboxSeq" + 1` })
      .where('id', '=', siteId)
      .returning('inboxSeq')
      .executeTakeFirstOrThrow();
    const conversations = await trx
      .updateTable('conversation')
      .set({ departmentId: toId, inboxSeq })
      .where('departmentId', '=', fromId)
      .where('state', '<>', 'closed')
      .returning('id')
      .execute();
    const agents = await trx
      .deleteFrom('agentDepartment')
      .where('departmentId', '=', fromId)
      .returning('agentId as id')
      .execute();
    for (const { id } of agents) {
      await trx
        .insertInto('agentDepartment')
        .values({ agentId: id, departmentId: toId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return { conversations: conversations.map(({ id }) => id), agents: agents.map(({ id }) => id) };
  },
};
