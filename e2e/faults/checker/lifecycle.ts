import type { Conversation, Entry, EntryData } from './dump.ts';

export type State = 'none' | 'waiting' | 'case' | 'active' | 'closed';

/** Her stand in the line: smallest order first, then lowest ticket. */
export type Stand = { departmentId: string; orderMs: number; ticket: number };

/** One change in the life of a conversation, as its log tells it. */
export type Step = {
  conversation: Conversation;
  entry: Entry;
  from: State;
  to: State;
  ownerBefore: string | null;
  owner: string | null;
  /** Where she stands, or stood until this step. Null for a case: it is in no line. */
  stand: Stand | null;
  manual: boolean;
};

const leadsTo: Record<string, State> = {
  opened: 'waiting',
  queued: 'waiting',
  reopened: 'waiting',
  left_message: 'case',
  assigned: 'active',
  transferred: 'active',
  returned: 'waiting',
  closed: 'closed',
  left: 'closed',
};

/** What an agent took by hand, as `byHandKey`, where the log itself does not say so. */
export type ByHand = ReadonlySet<string>;
export const byHandKey = (conversationId: string, epoch: number | undefined): string =>
  `${conversationId} ${epoch}`;

export function stepsOf(conversation: Conversation, log: Entry[], byHand: ByHand): Step[] {
  const changes = log.filter((entry) => entry.kind in leadsTo);
  const hints = whatFollows(conversation, changes);
  let before: Step | null = null;
  return changes.map((entry, index) => {
    before = step(conversation, entry, before, hints[index] ?? {}, byHand);
    return before;
  });
}

function step(
  conversation: Conversation,
  entry: Entry,
  before: Step | null,
  next: EntryData,
  byHand: ByHand,
): Step {
  const data = entry.data ?? {};
  const from = before?.to ?? 'none';
  const stand = standAfter(conversation, entry, before?.stand ?? null, next);
  const to = leadsTo[entry.kind] === 'waiting' && stand === null ? 'case' : (leadsTo[entry.kind] ?? from);
  return {
    conversation,
    entry,
    from,
    to,
    ownerBefore: before?.owner ?? null,
    owner: to === 'active' ? (data.agentId ?? entry.senderId) : null,
    stand,
    manual: data.manual ?? isByHand(conversation, entry, byHand),
  };
}

/** Taken by an agent herself: what she was told says so, where the log does not. */
const isByHand = ({ id }: Conversation, { kind, data }: Entry, byHand: ByHand): boolean =>
  kind === 'transferred' || byHand.has(byHandKey(id, data?.epoch));

function standAfter(
  conversation: Conversation,
  entry: Entry,
  before: Stand | null,
  next: EntryData,
): Stand | null {
  if (entry.kind === 'left_message' || entry.kind === 'reopened') return null;
  if (leadsTo[entry.kind] !== 'waiting') return before;
  if (entry.kind === 'returned' && before === null) return null;
  const data = entry.data ?? {};
  const ticket = data.ticket ?? before?.ticket ?? next.ticket;
  if (ticket === null || ticket === undefined) return null;
  const orderMs = data.orderMs ?? before?.orderMs ?? next.orderMs ?? conversation.orderMs;
  const departmentId = data.departmentId ?? before?.departmentId ?? conversation.departmentId ?? '';
  return { departmentId, orderMs, ticket };
}

/**
 * An entry that joins the line may not say with which ticket; the assignment that ends the wait does, or the row,
 * unless the chat became a case or began anew since: what its ticket was before nothing tells.
 */
function whatFollows({ kind, ticket, orderMs }: Conversation, changes: Entry[]): EntryData[] {
  let next: EntryData = kind === 'chat' ? { ticket, orderMs } : {};
  return changes
    .toReversed()
    .map((entry) => {
      const known = next;
      if (entry.kind === 'assigned') next = { ...next, ...entry.data };
      if (entry.kind === 'left_message' || entry.kind === 'reopened') next = {};
      return known;
    })
    .toReversed();
}

/**
 * All steps of a database, one list per commit. Without commit numbers the server's time orders them; either way
 * the order inside one list is unknown, and no rule may lean on it.
 */
export function commitsOf(steps: Step[]): Step[][] {
  const numbered = areNumbered(steps);
  const order = ({ entry }: Step) => (numbered ? (entry.commit ?? 0) : entry.atMs);
  const sorted = steps.toSorted((a, b) => order(a) - order(b) || a.entry.seq - b.entry.seq);
  const commits: Step[][] = [];
  let last: number | null = null;
  for (const each of sorted) {
    if (order(each) === last) commits.at(-1)?.push(each);
    else commits.push([each]);
    last = order(each);
  }
  return commits;
}

export const areNumbered = (steps: Step[]): boolean => steps.every(({ entry }) => entry.commit !== undefined);

export const whereIs = ({ conversation, entry }: Step) => ({
  conversation: conversation.id,
  seq: entry.seq,
  t: entry.atMs,
});
