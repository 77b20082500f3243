import type { Account, Role } from '@straks/shared/auth/auth.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Insertable, Updateable } from 'kysely';
import type { Trx } from '../platform/db/database.ts';
import type { AgentTable, InviteTable, SessionTable } from '../schema.ts';

export type NewAgent = Pick<
  Insertable<AgentTable> & { role: Role },
  'id' | 'siteId' | 'email' | 'name' | 'passwordHash' | 'role' | 'capacity' | 'createdMs'
>;

const agents = (db: Trx) =>
  db
    .selectFrom('agent')
    .select(['agent.id', 'siteId', 'name', 'email', 'role', 'capacity', 'disabledMs', 'passwordHash'])
    .select(['languages', 'skills']);

type AgentRow = Awaited<ReturnType<ReturnType<typeof agents>['executeTakeFirstOrThrow']>>;
const asAgent = (row: AgentRow) => ({ ...row, role: row.role as Role });
export type Agent = ReturnType<typeof asAgent>;

const invites = (db: Trx) =>
  db
    .selectFrom('invite')
    .innerJoin('agent', 'agent.id', 'invite.invitedBy')
    .selectAll('invite')
    .select('agent.name as invitedByName');

type InviteRow = InviteTable & { invitedByName: string };
const asInvite = (row: InviteRow) => ({
  ...row,
  role: row.role as Role,
  departmentIds: JSON.parse(row.departmentIds) as string[],
});
export type StoredInvite = ReturnType<typeof asInvite>;

export const authStore = {
  async anyAgent(db: Trx): Promise<boolean> {
    return (await db.selectFrom('agent').select('id').limit(1).executeTakeFirst()) !== undefined;
  },

  async find(db: Trx, agentId: string): Promise<Agent | undefined> {
    const row = await agents(db).where('agent.id', '=', agentId).executeTakeFirst();
    return row && asAgent(row);
  },

  async byEmail(db: Trx, email: string): Promise<Agent | undefined> {
    const row = await agents(db).where('email', '=', email).executeTakeFirst();
    return row && asAgent(row);
  },

  insert: (trx: Trx, agent: NewAgent) => trx.insertInto('agent').values(agent).execute(),

  change: (
    trx: Trx,
    agentId: string,
    columns: Updateable<
      Pick<AgentTable, 'role' | 'capacity' | 'disabledMs' | 'passwordHash' | 'languages' | 'skills'>
    >,
  ) => trx.updateTable('agent').set(columns).where('id', '=', agentId).execute(),

  async departmentsOf(db: Trx, agentId: string): Promise<string[]> {
    const rows = await db
      .selectFrom('agentDepartment')
      .select('departmentId')
      .where('agentId', '=', agentId)
      .execute();
    return rows.map(({ departmentId }) => departmentId);
  },

  async setDepartments(trx: Trx, agentId: string, departmentIds: readonly string[]) {
    await trx.deleteFrom('agentDepartment').where('agentId', '=', agentId).execute();
    for (const departmentId of new Set(departmentIds)) {
      await trx.insertInto('agentDepartment').values({ agentId, departmentId }).execute();
    }
  },

  async accounts(db: Trx, siteId: string): Promise<Account[]> {
    const [rows, memberships] = await Promise.all([
      agents(db).where('siteId', '=', siteId).orderBy('createdMs').orderBy('agent.id').execute(),
      db
        .selectFrom('agentDepartment')
        .innerJoin('agent', 'agent.id', 'agentDepartment.agentId')
        .select(['agentId', 'departmentId'])
        .where('siteId', '=', siteId)
        .execute(),
    ]);
    const departments = Map.groupBy(memberships, ({ agentId }) => agentId);
    return rows.map(({ id, name, email, role, capacity, languages, skills, disabledMs }) => ({
      id,
      name,
      email,
      role: role as Role,
      capacity,
      departmentIds: (departments.get(id) ?? []).map(({ departmentId }) => departmentId),
      languages: JSON.parse(languages) as Language[],
      skills: JSON.parse(skills) as string[],
      disabled: disabledMs !== null,
    }));
  },

  insertSession: (trx: Trx, session: SessionTable) => trx.insertInto('session').values(session).execute(),

  async session(db: Trx, tokenHash: string, nowMs: number) {
    const row = await agents(db)
      .innerJoin('session', 'session.agentId', 'agent.id')
      .select('session.expiresMs')
      .where('session.tokenHash', '=', tokenHash)
      .where('session.expiresMs', '>', nowMs)
      .where('disabledMs', 'is', null)
      .executeTakeFirst();
    return row && { ...asAgent(row), expiresMs: row.expiresMs };
  },

  prolong: (trx: Trx, tokenHash: string, expiresMs: number) =>
    trx.updateTable('session').set({ expiresMs }).where('tokenHash', '=', tokenHash).execute(),

  endSession: (trx: Trx, tokenHash: string) =>
    trx.deleteFrom('session').where('tokenHash', '=', tokenHash).execute(),

  endSessions: (trx: Trx, agentId: string, exceptTokenHash: string | null) =>
    trx
      .deleteFrom('session')
      .where('agentId', '=', agentId)
      .where('tokenHash', '<>', exceptTokenHash ?? '')
      .execute(),

  async addSetupToken(trx: Trx, tokenHash: string, createdMs: number, dropBeforeMs: number) {
    await trx.deleteFrom('setupToken').where('createdMs', '<', dropBeforeMs).execute();
    await trx.insertInto('setupToken').values({ tokenHash, createdMs, usedMs: null }).execute();
  },

  setupToken: (db: Trx, tokenHash: string) =>
    db.selectFrom('setupToken').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst(),

  useSetupToken: (trx: Trx, tokenHash: string, usedMs: number) =>
    trx.updateTable('setupToken').set({ usedMs }).where('tokenHash', '=', tokenHash).execute(),

  insertInvite: (trx: Trx, { departmentIds, ...invite }: Omit<StoredInvite, 'invitedByName'>) =>
    trx
      .insertInto('invite')
      .values({ ...invite, departmentIds: JSON.stringify(departmentIds) })
      .execute(),

  async inviteByToken(db: Trx, tokenHash: string): Promise<StoredInvite | undefined> {
    const row = await invites(db).where('tokenHash', '=', tokenHash).executeTakeFirst();
    return row && asInvite(row);
  },

  async openInvites(db: Trx, siteId: string, nowMs: number): Promise<StoredInvite[]> {
    const rows = await invites(db)
      .where('invite.siteId', '=', siteId)
      .where('usedMs', 'is', null)
      .where('expiresMs', '>', nowMs)
      .orderBy('invite.createdMs')
      .execute();
    return rows.map(asInvite);
  },

  useInvite: (trx: Trx, id: string, usedMs: number) =>
    trx.updateTable('invite').set({ usedMs }).where('id', '=', id).execute(),

  async removeInvite(trx: Trx, siteId: string, id: string): Promise<boolean> {
    const removed = await trx
      .deleteFrom('invite')
      .where('siteId', '=', siteId)
      .where('id', '=', id)
      .where('usedMs', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return removed !== undefined;
  },

  removeInvitesBy: (trx: Trx, agentId: string) =>
    trx.deleteFrom('invite').where('invitedBy', '=', agentId).where('usedMs', 'is', null).execute(),

  async forgetBefore(trx: Trx, nowMs: number) {
    await trx.deleteFrom('session').where('expiresMs', '<=', nowMs).execute();
    await trx.deleteFrom('invite').where('expiresMs', '<=', nowMs).execute();
  },
};
