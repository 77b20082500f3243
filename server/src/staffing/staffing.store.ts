import type { Target } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Trx } from '../platform/db/database.ts';
import { jsonIds } from '../platform/db/rows.ts';
import type { ShiftTable } from '../schema.ts';
import type { LogLine } from './chat-log.ts';

export interface ShiftAgent {
  id: string;
  name: string;
  capacity: number;
  disabled: boolean;
}

/** The lines that say who came, waited, was helped and left. */
const telling = ['queued', 'assigned', 'returned', 'left', 'left_message', 'closed', 'reopened'];

const ofSite = (db: Trx, siteId: string) => db.selectFrom('shift').selectAll().where('siteId', '=', siteId);

export const staffingStore = {
  agents: async (db: Trx, siteId: string): Promise<ShiftAgent[]> => {
    const rows = await db
      .selectFrom('agent')
      .select(['id', 'name', 'capacity', 'disabledMs'])
      .where('siteId', '=', siteId)
      .execute();
    return rows
      .map(({ disabledMs, ...agent }) => ({ ...agent, disabled: disabledMs !== null }))
      .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
  },

  /** Who answers in a department. */
  members: async (db: Trx, departmentId: string): Promise<ReadonlySet<string>> => {
    const rows = await db
      .selectFrom('agentDepartment')
      .select('agentId')
      .where('departmentId', '=', departmentId)
      .execute();
    return new Set(rows.map(({ agentId }) => agentId));
  },

  /** Shifts of which any part lies between. */
  shiftsBetween: (db: Trx, siteId: string, fromMs: number, untilMs: number): Promise<ShiftTable[]> =>
    ofSite(db, siteId)
      .where('startMs', '<', untilMs)
      .where('endMs', '>', fromMs)
      .orderBy('startMs')
      .orderBy('id')
      .execute(),

  find: (db: Trx, siteId: string, id: string): Promise<ShiftTable | undefined> =>
    ofSite(db, siteId).where('id', '=', id).executeTakeFirst(),

  /** A shift of hers that shares any time with this one. */
  clash: (db: Trx, { id, agentId, startMs, endMs }: ShiftTable): Promise<{ id: string } | undefined> =>
    db
      .selectFrom('shift')
      .select('id')
      .where('agentId', '=', agentId)
      .where('startMs', '<', endMs)
      .where('endMs', '>', startMs)
      .where('id', '<>', id)
      .limit(1)
      .executeTakeFirst(),

  insert: (trx: Trx, shift: ShiftTable) => trx.insertInto('shift').values(shift).execute(),

  change: (trx: Trx, { id, agentId, startMs, endMs }: ShiftTable) =>
    trx.updateTable('shift').set({ agentId, startMs, endMs }).where('id', '=', id).execute(),

  remove: (trx: Trx, id: string) => trx.deleteFrom('shift').where('id', '=', id).execute(),

  target: (db: Trx, siteId: string): Promise<Target | undefined> =>
    db
      .selectFrom('staffingTarget')
      .select(['percent', 'withinMs'])
      .where('siteId', '=', siteId)
      .executeTakeFirst(),

  setTarget: (trx: Trx, siteId: string, target: Target) =>
    trx
      .insertInto('staffingTarget')
      .values({ siteId, ...target })
      .onConflict((conflict) => conflict.column('siteId').doUpdateSet(target))
      .execute(),

  /** What the conversations that began in this time tell of, one after the other. */
  async log(db: Trx, siteId: string, fromMs: number, untilMs: number): Promise<LogLine[]> {
    const conversations = await db
      .selectFrom('conversation')
      .select(['id', 'departmentId', 'visitorSeenMs'])
      .where('siteId', '=', siteId)
      .where('openedMs', '>=', fromMs)
      .where('openedMs', '<', untilMs)
      .execute();
    if (conversations.length === 0) return [];
    const byId = new Map(conversations.map((one) => [one.id, one]));
    const lines = await db
      .selectFrom('entry')
      .select(['conversationId', 'kind', 'senderId', 'data', 'atMs'])
      .where('conversationId', 'in', jsonIds([...byId.keys()]))
      .where('kind', 'in', telling)
      .orderBy('conversationId')
      .orderBy('seq')
      .execute();
    return lines.map(({ senderId, data, ...line }) => ({
      ...line,
      agentId: senderId,
      by: reasonIn(data),
      departmentId: byId.get(line.conversationId)?.departmentId ?? '',
      seenMs: byId.get(line.conversationId)?.visitorSeenMs ?? line.atMs,
    }));
  },
};

function reasonIn(data: string | null): string | null {
  const { by, reason } = JSON.parse(data ?? '{}') as { by?: string; reason?: string };
  return by ?? reason ?? null;
}
