import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import { allDone } from '../platform/db/attempt.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { createPresenceStore, type Present } from './presence.store.ts';

export interface PresenceParts {
  db: Database;
  clock: Clock;
  leaseMs: number;
  /** She takes no chats from now on: what rings at her is for somebody else. */
  wentAway?(trx: Trx, tell: Tell, agentId: string): Promise<void>;
}

/** Whether it is for her that all are asked for. */
export type Wanted = (agent: { agentId: string; isHere: boolean; capacity: number }) => boolean;

/** A reload closes the socket and opens another: so long an agent stays reachable without one. */
const reloadMs = 5_000;
/** Who lets so many ring in a row is not at her desk. */
const mostMissed = 2;
const dayMs = 24 * 3_600_000;

/** Who can be reached (a lease that runs out by itself) and who wants chats (her wish), and how many. */
export function createPresence({ db, clock, leaseMs, wentAway }: PresenceParts) {
  const store = createPresenceStore(db);
  const isReachable = (agent: Present) => agent.leaseUntilMs > clock.nowMs();

  /** She can be reached and wants chats. */
  const isHere = (agent: Present) => agent.status === 'available' && isReachable(agent);

  async function beat(siteId: string, agentId: string, connectionId: string) {
    const leaseUntil = clock.nowMs() + leaseMs;
    await db.write(async (trx, tell) => {
      const before = await store.find(trx, agentId);
      await store.renew(trx, agentId, connectionId, leaseUntil);
      if (before && !isReachable(before)) tell({ kind: 'presence', siteId });
    });
    return { leaseUntil };
  }

  const leave = (siteId: string, agentId: string, connectionId: string) =>
    db.write(async (trx, tell) => {
      await store.shorten(trx, agentId, connectionId, clock.nowMs() + reloadMs);
      tell({ kind: 'presence', siteId });
    });

  const setStatus = (siteId: string, agentId: string, status: 'available' | 'away') =>
    db.write(async (trx, tell) => {
      await store.setStatus(trx, agentId, status);
      if (status === 'away') await wentAway?.(trx, tell, agentId);
      tell({ kind: 'presence', siteId });
    });

  const setCapacity = (siteId: string, agentId: string, capacity: number) =>
    db.write(async (trx, tell) => {
      await store.setCapacity(trx, agentId, capacity);
      tell({ kind: 'presence', siteId });
    });

  /** Takes one of her places; not if she has gone since she was chosen. As with the next two, a conversation changes with it and says so. */
  const occupy = (trx: Trx, agentId: string) => store.occupy(trx, agentId, clock.nowMs());
  const occupyByHand = (trx: Trx, agentId: string) => store.occupyByHand(trx, agentId, clock.nowMs());
  const free = (trx: Trx, agentId: string) => store.free(trx, agentId);

  /** She is at her desk: whatever rang in vain before is forgotten. */
  async function answered(trx: Trx, tell: Tell, agentIds: readonly string[]) {
    for (const siteId of await store.answered(trx, agentIds)) tell({ kind: 'presence', siteId });
  }

  /** A chat rang at her in vain. */
  async function missed(trx: Trx, tell: Tell, siteId: string, agentId: string) {
    const { status } = await store.missed(trx, agentId, mostMissed);
    if (status === 'away') await wentAway?.(trx, tell, agentId);
    tell({ kind: 'presence', siteId });
  }

  /**
   * Everybody of a site as whoever gives out chats sees them, read in that very unit. Nobody when none of them is
   * `wanted`: where they help is then not even read.
   */
  async function staff(trx: Trx, siteId: string, wanted: Wanted | Promise<Wanted> = () => true) {
    const [agents, isWanted] = await allDone([store.staff(trx, siteId), wanted]);
    const wantsOne = (agent: Present) =>
      isWanted({ agentId: agent.id, isHere: isHere(agent), capacity: agent.capacity });
    if (!agents.some(wantsOne)) return [];
    const departments = Map.groupBy(await store.departmentsOf(trx, siteId), ({ agentId }) => agentId);
    return agents.map((agent) => ({
      agentId: agent.id,
      name: agent.name,
      isHere: isHere(agent),
      capacity: agent.capacity,
      departmentIds: (departments.get(agent.id) ?? []).map(({ departmentId }) => departmentId),
      languages: JSON.parse(agent.languages) as string[],
      skills: JSON.parse(agent.skills) as string[],
      lastAssignedMs: agent.lastAssignedMs ?? 0,
    }));
  }

  async function colleagues(siteId: string): Promise<Colleague[]> {
    const [agents, memberships] = await Promise.all([
      store.inSite(siteId),
      store.departmentsOf(db.read, siteId),
    ]);
    const departments = Map.groupBy(memberships, ({ agentId }) => agentId);
    return agents.map((agent) => ({
      id: agent.id,
      name: agent.name,
      status: agent.status as Colleague['status'],
      reachable: isReachable(agent),
      capacity: agent.capacity,
      active: agent.active,
      departmentIds: (departments.get(agent.id) ?? []).map(({ departmentId }) => departmentId),
      setAway: agent.status === 'away' && agent.unanswered >= mostMissed,
    }));
  }

  /** While the house was down nobody is blamed for a lease that could not be renewed. */
  const forgive = (trx: Trx, downMs: number) => store.forgive(trx, downMs, clock.nowMs());
  const forget = () => db.write((trx) => store.forgetBefore(trx, clock.nowMs() - dayMs));

  return {
    beat,
    leave,
    setStatus,
    setCapacity,
    occupy,
    occupyByHand,
    free,
    answered,
    missed,
    staff,
    colleagues,
    isHere,
    find: store.standing,
    forgive,
    forget,
    goneBefore: store.goneBefore,
    leaseUntilMs: store.leaseUntilMs,
  };
}

export type Presence = ReturnType<typeof createPresence>;
