import { type Evidence, isMessage } from './evidence.ts';
import type { Step } from './lifecycle.ts';
import { whereIs } from './lifecycle.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';

/** I9: at no commit does an automatic assignment leave an agent above her capacity, by what her chats weigh. */
export function* withinCapacity(e: Evidence): Generator<Finding> {
  const capacities = new Map(e.dump.agents.map(({ id, capacity }) => [id, capacity]));
  const active = new Map<string, Set<string>>();
  const unknown = new Set<string>();
  let judged = 0;
  for (const commit of e.commits) {
    for (const step of commit) count(active, step);
    for (const [agent, step] of given(commit)) {
      judged += 1;
      const capacity = step.entry.data?.capacity ?? capacities.get(agent);
      const owned = [...(active.get(agent) ?? [])];
      const load = owned.reduce((sum, id) => sum + weightOf(e, id, step.entry.atMs), 0);
      const chats = load - takenByHand(commit, agent);
      if (capacity === undefined) unknown.add(agent);
      else if (chats > capacity) {
        const says = `active conversations weigh ${chats}, capacity ${capacity}`;
        yield violation('I9', says, { ...whereIs(step), agent });
      }
    }
  }
  if (judged === 0) yield unproven('I9', 'nothing was assigned automatically');
  if (unknown.size > 0) yield unproven('I9', `the dump does not hold ${some('agents', unknown)}`);
}

/** Who was given something in this commit, and by which step last. */
function given(commit: Step[]): Map<string, Step> {
  const automatic = commit.filter((step) => isChat(step) && step.to === 'active' && !step.manual);
  return new Map(automatic.flatMap((step) => (step.owner ? [[step.owner, step] as const] : [])));
}

/** In the same commit, and so perhaps after the automatic one. */
const takenByHand = (commit: Step[], agent: string): number =>
  commit.filter((step) => step.manual && step.owner === agent && isChat(step)).length;

function count(active: Map<string, Set<string>>, step: Step): void {
  if (!isChat(step)) return;
  const { id } = step.conversation;
  if (step.ownerBefore) active.get(step.ownerBefore)?.delete(id);
  if (step.owner) active.set(step.owner, (active.get(step.owner) ?? new Set()).add(id));
}

/** Cases are answered when somebody can: they take no slot. */
const isChat = (step: Step): boolean => step.stand !== null;

/** New or waiting for her one, on hold a half, asleep nothing. */
function weightOf(e: Evidence, conversationId: string, atMs: number): number {
  const whole = e.logs.get(conversationId) ?? [];
  const log = whole.slice(0, whole.findLastIndex((entry) => entry.atMs <= atMs) + 1);
  const last = log.at(-1);
  const lastWord = log.findLast((entry) => isMessage(entry) || entry.kind === 'returned');
  const isOurs = lastWord?.sender === 'agent' && isMessage(lastWord);
  if (isOurs && last && atMs - last.atMs >= e.options.asleepAfterMs) return 0;
  const telling = log.findLast(
    (entry) => entry.kind !== 'rated' && !(isMessage(entry) && entry.sender === 'visitor'),
  );
  return telling?.kind === 'held' && (telling.data?.until ?? 0) > atMs ? 0.5 : 1;
}
