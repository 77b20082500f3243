import type { Conversation, Entry } from './dump.ts';
import type { Evidence } from './evidence.ts';
import { isMessage } from './evidence.ts';
import type { Step } from './lifecycle.ts';
import { whereIs } from './lifecycle.ts';
import type { Finding } from './report.ts';
import { unproven, violation } from './report.ts';

/** I10: one owner at a time, and every agent's reply lies in its author's ownership. */
export function* oneOwner(e: Evidence): Generator<Finding> {
  let judged = 0;
  for (const [id, steps] of e.steps) {
    judged += steps.length;
    yield* handovers(steps);
    yield* replies(e.logs.get(id) ?? [], steps);
    yield* rowAgrees(e.conversations.get(id), steps.at(-1));
  }
  if (judged === 0) yield unproven('I10', 'no log tells who owned what');
  yield* told(e);
}

function* handovers(steps: Step[]): Generator<Finding> {
  let epoch = 0;
  for (const step of steps) {
    const { kind, data } = step.entry;
    const where = { ...whereIs(step), agent: data?.agentId };
    if (kind === 'assigned' && step.ownerBefore) {
      yield violation('I10', `assigned to ${step.owner} while ${step.ownerBefore} owned it`, where);
    } else if (kind === 'assigned' && step.from === 'closed') {
      yield violation('I10', `assigned to ${step.owner} after it was closed`, where);
    } else if (kind === 'returned' && step.ownerBefore !== (data?.agentId ?? step.ownerBefore)) {
      yield violation('I10', `returned by ${data?.agentId} while ${step.ownerBefore} owned it`, where);
    } else if (isStale(step, epoch)) {
      yield violation('I10', `${kind} with epoch ${data?.epoch} after epoch ${epoch}`, where);
    }
    epoch = Math.max(epoch, data?.epoch ?? 0);
  }
}

/** The fencing token grows with every new owner. */
function isStale({ entry: { kind, data } }: Step, epoch: number): boolean {
  if (data?.epoch === undefined) return false;
  return kind === 'assigned' || kind === 'transferred' ? data.epoch <= epoch : data.epoch < epoch;
}

function* replies(log: Entry[], steps: Step[]): Generator<Finding> {
  let next = 0;
  let owner: string | null = null;
  for (const entry of log) {
    for (let step = steps[next]; step && step.entry.seq <= entry.seq; step = steps[++next])
      owner = step.owner;
    if (entry.sender !== 'agent' || !isMessage(entry) || entry.senderId === owner) continue;
    yield violation('I10', `${entry.senderId} replied while ${owner ?? 'nobody'} owned it`, {
      conversation: entry.conversationId,
      seq: entry.seq,
      id: entry.clientMessageId ?? undefined,
      agent: entry.senderId ?? undefined,
    });
  }
}

function* rowAgrees(conversation: Conversation | undefined, last: Step | undefined): Generator<Finding> {
  if (!conversation || !last) return;
  const { id, state, ownerId, epoch } = conversation;
  const where = { conversation: id, agent: ownerId ?? undefined };
  const byLog = last.to === 'case' ? 'waiting' : last.to;
  if (state !== byLog) {
    yield violation('I10', `the conversation is ${state}, by its log ${byLog}`, where);
  } else if (state !== 'closed' && ownerId !== last.owner) {
    yield violation('I10', `owned by ${ownerId ?? 'nobody'}, by its log ${last.owner ?? 'nobody'}`, where);
  } else if (epoch < (last.entry.data?.epoch ?? 0)) {
    yield violation('I10', `epoch ${epoch}, by its log ${last.entry.data?.epoch}`, where);
  }
}

/** What agents were told: an epoch has one owner, the one in the log. */
function* told(e: Evidence): Generator<Finding> {
  const ownerOf = new Map<string, string | null>();
  for (const { conversation, entry, owner } of e.commits.flat()) {
    if (entry.data?.epoch !== undefined && owner)
      ownerOf.set(`${conversation.id} ${entry.data.epoch}`, owner);
  }
  const claims = e.of.owner.filter(({ owns }) => owns);
  if (claims.length === 0) yield unproven('I10', 'no agent was told of its ownership');
  for (const { conversation, agentId, epoch, t } of claims) {
    const owner = ownerOf.get(`${conversation} ${epoch}`);
    if (owner === agentId || !e.conversations.has(conversation)) continue;
    const says = `${agentId} was told it owns epoch ${epoch}, which is ${owner ?? 'nobody'}'s`;
    yield violation('I10', says, { conversation, agent: agentId, t });
  }
}
