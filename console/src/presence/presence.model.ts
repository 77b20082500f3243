import { computed, signal } from '@lit-labs/signals';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { AgentDown } from '@straks/shared/protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Ask } from '../connection/ask.ts';

type Colleagues = Parameters<AgentDown['colleagues']>[0];

export type Presence = ReturnType<typeof createPresence>;

/** What this agent asked for: shown at once, and until a list that knows it. */
interface Wish {
  change: Partial<Colleague>;
  /** When the server did it; never, while it has not answered. */
  doneAt: number;
}

/** Who is here: all colleagues as the server last told, and this agent's own wish and lease. */
export function createPresence({ ask, myId }: { ask: Ask; myId(): string }) {
  const told = signal<Colleagues>({ at: 0, colleagues: [] });
  const leaseUntil = signal(0);
  const refused = signal<Refused | null>(null);
  const wishes = signal<readonly Wish[]>([]);
  const colleagues = computed(() => {
    const changes = wishes.get().map(({ change }) => change);
    return told
      .get()
      .colleagues.map((one) => (one.id === myId() ? Object.assign({ ...one }, ...changes) : one));
  });
  const me = computed(() => colleagues.get().find(({ id }) => id === myId()) ?? null);

  const find = (id: string | null) => colleagues.get().find((one) => one.id === id) ?? null;
  const nameOf = (id: string | null) => find(id)?.name ?? null;

  function receive(fresh: Colleagues) {
    if (fresh.at < told.get().at) return;
    told.set(fresh);
    wishes.set(wishes.get().filter(({ doneAt }) => doneAt > fresh.at));
  }

  async function beat() {
    const answer = await ask('presence:beat', {});
    if (answer.ok) leaseUntil.set(answer.leaseUntil);
  }

  /** A list made before the server did it may come after: she would press what her switch shows of the past. */
  async function attempt(
    change: Partial<Colleague>,
    request: () => Promise<{ ok: true; at: number } | Refused>,
  ) {
    const wish: Wish = { change, doneAt: Number.POSITIVE_INFINITY };
    wishes.set([...wishes.get(), wish]);
    refused.set(null);
    const answer = await request().catch((): Refused => ({ ok: false, code: 'timed_out', retry: true }));
    if (!answer.ok) refused.set(answer);
    const doneAt = answer.ok ? answer.at : Number.NEGATIVE_INFINITY;
    const all = wishes.get().map((one) => (one === wish ? { change, doneAt } : one));
    wishes.set(all.filter((one) => one.doneAt > told.get().at));
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
