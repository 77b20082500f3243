import { computed, signal } from '@lit-labs/signals';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { AgentDown } from '@straks/shared/protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Ask } from '../connection/ask.ts';

type Colleagues = Parameters<AgentDown['colleagues']>[0];

export type Presence = ReturnType<typeof createPresence>;

/** Who is here: all colleagues as the server last told, and this agent's own wish and lease. */
export function createPresence({ ask, myId }: { ask: Ask; myId(): string }) {
  const told = signal<Colleagues>({ at: 0, colleagues: [] });
  const leaseUntil = signal(0);
  const refused = signal<Refused | null>(null);
  const colleagues = computed(() => told.get().colleagues);
  const me = computed(() => colleagues.get().find(({ id }) => id === myId()) ?? null);

  const find = (id: string | null) => colleagues.get().find((one) => one.id === id) ?? null;
  const nameOf = (id: string | null) => find(id)?.name ?? null;

  function receive(fresh: Colleagues) {
    if (fresh.at >= told.get().at) told.set(fresh);
  }

  async function beat() {
    const answer = await ask('presence:beat', {});
    if (answer.ok) leaseUntil.set(answer.leaseUntil);
  }

  /** Shown at once; the server's next word on all colleagues confirms it or takes it back. */
  function assume(change: Partial<Colleague>) {
    const { at, colleagues: all } = told.get();
    told.set({ at, colleagues: all.map((one) => (one.id === myId() ? { ...one, ...change } : one)) });
  }

  async function attempt(change: Partial<Colleague>, request: () => ReturnType<Ask>) {
    const before = me.get();
    assume(change);
    refused.set(null);
    const answer = await request().catch((): Refused => ({ ok: false, code: 'timed_out', retry: true }));
    if (answer.ok) return;
    if (before) assume({ status: before.status, capacity: before.capacity, setAway: before.setAway });
    refused.set(answer);
  }

  const setStatus = (status: Colleague['status']) =>
    attempt({ status, setAway: false }, () => ask('presence:set', { status }));
  const setCapacity = (capacity: number) =>
    attempt({ capacity }, () => ask('presence:capacity', { capacity }));

  async function toggleStatus() {
    const mine = me.get();
    if (mine) await setStatus(mine.status === 'available' ? 'away' : 'available');
  }

  return {
    colleagues,
    me,
    leaseUntil,
    refused,
    find,
    nameOf,
    receive,
    beat,
    setStatus,
    setCapacity,
    toggleStatus,
  };
}
