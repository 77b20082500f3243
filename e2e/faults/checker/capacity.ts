import type { Evidence } from './evidence.ts';
import type { Step } from './lifecycle.ts';
import { whereIs } from './lifecycle.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';

/** I9: at no commit does an automatic assignment leave an agent above her capacity. */
export function* withinCapacity(e: Evidence): Generator<Finding> {
  const capacities = new Map(e.dump.agents.map(({ id, capacity }) => [id, capacity]));
  const active = new Map<string, number>();
  const unknown = new Set<string>();
  let judged = 0;
  for (const commit of e.commits) {
    for (const step of commit) count(active, step);
    for (const [agent, step] of given(commit)) {
      judged += 1;
      const capacity = step.entry.data?.capacity ?? capacities.get(agent);
      const chats = (active.get(agent) ?? 0) - takenByHand(commit, agent);
      if (capacity === undefined) unknown.add(agent);
      else if (chats > capacity) {
        const says = `${chats} active conversations, capacity ${capacity}`;
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

function count(active: Map<string, number>, step: Step): void {
  if (!isChat(step)) return;
  if (step.ownerBefore) active.set(step.ownerBefore, (active.get(step.ownerBefore) ?? 0) - 1);
  if (step.owner) active.set(step.owner, (active.get(step.owner) ?? 0) + 1);
}

/** Cases are answered when somebody can: they take no slot. */
const isChat = (step: Step): boolean => step.stand !== null;
