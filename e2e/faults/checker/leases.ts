import type { Lease } from './dump.ts';
import type { Evidence } from './evidence.ts';
import { onceOver } from './fault-windows.ts';
import { whereIs } from './lifecycle.ts';
import type { LineOf } from './line.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';

type Life = { fromMs: number; untilMs: number };
type Lives = Map<string, Life[]>;

/** I11: what is assigned automatically goes to an agent whose lease lives. */
export function* toTheLiving(e: Evidence): Generator<Finding> {
  if (e.leases.length === 0) return yield unproven('I11', 'neither dump nor history holds leases');
  const lives = livesOf(e.leases);
  for (const step of e.commits.flat()) {
    if (step.entry.kind !== 'assigned' || step.manual || !step.owner) continue;
    const { atMs } = step.entry;
    const life = lives.get(step.owner)?.findLast(({ fromMs }) => fromMs <= atMs);
    if (life && atMs <= life.untilMs) continue;
    const says = life
      ? `assigned ${atMs - life.untilMs} ms after the lease ended`
      : 'assigned without a lease';
    yield violation('I11', says, { ...whereIs(step), agent: step.owner });
  }
}

/** I14: an agent whose lease is gone is shown offline soon after, to everyone who is shown agents. */
export function* shownOffline(e: Evidence): Generator<Finding> {
  if (e.leases.length === 0) return yield unproven('I14', 'neither dump nor history holds leases');
  if (e.of.presence.length === 0) return yield unproven('I14', 'nobody was shown whether an agent is there');
  const lives = livesOf(e.leases);
  const unknown = new Set<string>();
  const ends = lastSignsOf(e);
  for (const views of Map.groupBy(e.of.presence, (line) => `${line.client} ${line.agentId}`).values()) {
    views.sort((a, b) => a.t - b.t);
    for (const [index, view] of views.entries()) {
      const own = lives.get(view.agentId);
      if (!own) unknown.add(view.agentId);
      if (!own || !view.online) continue;
      yield* outlived(e, view, views[index + 1]?.t ?? ends.get(view.client) ?? view.t, own);
    }
  }
  if (unknown.size > 0) yield unproven('I14', `no lease is known of ${some('agents', unknown)}`);
}

/** Shown online until `untilMs`: any death in that time must not have come too long before its end. */
function* outlived(
  e: Evidence,
  view: LineOf<'presence'>,
  untilMs: number,
  lives: Life[],
): Generator<Finding> {
  const first = Math.max(
    0,
    lives.findLastIndex(({ fromMs }) => fromMs <= view.t),
  );
  for (let i = first; i < lives.length; i += 1) {
    const death = lives[i]?.untilMs ?? Infinity;
    if (death > untilMs) return;
    const wrongFrom = onceOver(
      e.faults,
      Math.max(death + e.options.offlineWithinMs, view.t),
      e.options.offlineWithinMs,
    );
    const wrongUntil = Math.min(untilMs, lives[i + 1]?.fromMs ?? Infinity);
    if (wrongFrom >= wrongUntil) continue;
    const says = `shown online ${wrongUntil - death} ms after the lease ended`;
    yield violation('I14', says, { agent: view.agentId, client: view.client, t: wrongUntil });
    return;
  }
}

/** Until when a client can be held to what it showed last. */
function lastSignsOf(e: Evidence): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { client, t } of Object.values(e.of).flat())
    ends.set(client, Math.max(ends.get(client) ?? 0, t));
  return ends;
}

/** Renewals joined into lives: from sign-in to the end nobody renewed. */
function livesOf(leases: Lease[]): Lives {
  const lives: Lives = new Map();
  for (const { agentId, fromMs, untilMs } of leases.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const own = lives.get(agentId) ?? [];
    const last = own.at(-1);
    if (last && fromMs <= last.untilMs) last.untilMs = Math.max(last.untilMs, untilMs);
    else own.push({ fromMs, untilMs });
    lives.set(agentId, own);
  }
  return lives;
}
