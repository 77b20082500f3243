import TinyQueue from 'tinyqueue';
import type { Evidence } from './evidence.ts';
import type { Stand, Step } from './lifecycle.ts';
import { areNumbered, whereIs } from './lifecycle.ts';
import { mayBeGiven } from './passed-over.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';

/** One stay in a line: from joining or returning until it is left. */
type Stay = Stand & { conversationId: string; siteId: string; over: boolean };
type Assignment = { step: Step; agentId: string; stay: Stay };

const before = (a: Stand, b: Stand): number => a.orderMs - b.orderMs || a.ticket - b.ticket;

/** I8: at every commit, nobody who was already waiting stands before somebody assigned in it, and might have been. */
export function* firstInFirstOut(e: Evidence): Generator<Finding> {
  const lines = new Lines();
  let judged = 0;
  for (const commit of e.commits) {
    const { joined, assigned } = lines.change(commit);
    for (const assignment of assigned) {
      judged += 1;
      const passed = lines.firstFor(assignment, departmentsOf(e, assignment), (stay) =>
        mayBeGiven(e, assignment.agentId, stay.conversationId, assignment.step.entry.atMs),
      );
      if (!passed || before(passed, assignment.stay) >= 0) continue;
      const says = `ticket ${assignment.stay.ticket} was assigned while ticket ${passed.ticket} (${passed.conversationId}) waited`;
      yield violation('I8', says, { ...whereIs(assignment.step), agent: assignment.agentId });
    }
    // Who joins in the same commit may have joined after the assignment: she counts from the next on.
    for (const stay of joined) lines.join(stay);
  }
  yield* limits(e, judged);
}

function* limits(e: Evidence, judged: number): Generator<Finding> {
  if (judged === 0) yield unproven('I8', 'nobody was assigned from a line');
  if (judged > 0 && !areNumbered(e.commits.flat())) {
    yield unproven('I8', 'entries carry no commit numbers; order inside one millisecond is not judged');
  }
  const ticketless = e.commits.flat().filter(({ entry, stand }) => entry.kind === 'queued' && !stand);
  if (ticketless.length > 0) {
    const waits = some(
      'waits',
      ticketless.map(({ conversation }) => conversation.id),
    );
    yield unproven('I8', `nothing tells the ticket of ${waits}`);
  }
  const departments = new Set(e.dump.conversations.map((c) => `${c.siteId} ${c.departmentId ?? ''}`));
  const sites = new Set(e.dump.conversations.map((c) => c.siteId));
  const unknown = e.dump.agents.filter((agent) => !agent.departmentIds);
  if (departments.size > sites.size && unknown.length > 0) {
    const who = some('agents', unknown.map(({ id }) => id)); // biome-ignore format: one thought
    yield unproven('I8', `order across departments, for ${who} of no known department`);
  }
}

function departmentsOf(e: Evidence, { agentId, stay }: Assignment): string[] {
  const agent = e.dump.agents.find(({ id }) => id === agentId);
  return [...new Set([stay.departmentId, ...(agent?.departmentIds ?? [])])];
}

class Lines {
  readonly #lines = new Map<string, TinyQueue<Stay>>();
  readonly #stays = new Map<string, Stay>();

  /** Ends stays and says who was assigned from a line; the stays that begin are not in their lines yet. */
  change(commit: Step[]): { joined: Stay[]; assigned: Assignment[] } {
    const joined: Stay[] = [];
    const assigned: Assignment[] = [];
    for (const step of commit) {
      const { id: conversationId, siteId } = step.conversation;
      const stay = this.#stays.get(conversationId);
      if (stay) stay.over = true;
      this.#stays.delete(conversationId);
      if (stay && step.to === 'active' && step.owner && !step.manual) {
        assigned.push({ step, agentId: step.owner, stay });
      }
      if (step.to !== 'waiting' || !step.stand) continue;
      const begun = { ...step.stand, conversationId, siteId, over: false };
      this.#stays.set(conversationId, begun);
      joined.push(begun);
    }
    return { joined, assigned };
  }

  join(stay: Stay): void {
    const key = keyOf(stay.siteId, stay.departmentId);
    const line = this.#lines.get(key) ?? new TinyQueue<Stay>([], before);
    line.push(stay);
    this.#lines.set(key, line);
  }

  firstFor({ stay }: Assignment, departmentIds: string[], may: (stay: Stay) => boolean): Stay | undefined {
    return departmentIds
      .map((departmentId) => this.#lines.get(keyOf(stay.siteId, departmentId)))
      .map((line) => line && firstOf(line, may))
      .filter((first) => first !== undefined)
      .sort(before)[0];
  }
}

const keyOf = (siteId: string, departmentId: string): string => `${siteId} ${departmentId}`;

function firstOf(line: TinyQueue<Stay>, may: (stay: Stay) => boolean): Stay | undefined {
  const passedOver: Stay[] = [];
  let first = line.peek();
  while (first && (first.over || !may(first))) {
    if (!first.over) passedOver.push(first);
    line.pop();
    first = line.peek();
  }
  for (const stay of passedOver) line.push(stay);
  return first;
}
