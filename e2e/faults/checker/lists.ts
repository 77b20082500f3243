import type { Evidence } from './evidence.ts';
import { wasErased } from './evidence.ts';
import type { LineOf, Shown } from './line.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';
import { faultIn, maySee } from './shown.ts';

type List = LineOf<'list'>;

const whereIs = ({ client, conversation, t }: List | LineOf<'receive'>, shown?: Shown) => ({
  conversation,
  client,
  t,
  seq: shown?.seq,
  id: shown?.id ?? undefined,
});

/** I2, I3, I5 of every list a client ended with: the database's order, restricted to what its role may see. */
export function* lists(e: Evidence): Generator<Finding> {
  for (const list of e.of.list) {
    yield* entriesOf(e, list);
    yield* missingIn(e, list);
  }
  const silent = clientsWithoutList(e);
  if (silent.size > 0) yield unproven('I3', `${some('clients', silent)} gave no list at the end`);
}

function* entriesOf(e: Evidence, list: List): Generator<Finding> {
  const ids = new Set<string>();
  const seqs = new Set<number>();
  let last = 0;
  for (const shown of list.entries) {
    const id = shown.id === null ? null : `${shown.sender} ${shown.id}`;
    const fault = faultIn(e, shown, list);
    if (seqs.has(shown.seq) || (id && ids.has(id))) {
      yield violation('I2', 'twice in a list', whereIs(list, shown));
    } else if (fault) {
      yield violation(fault.invariant, fault.says, whereIs(list, shown));
    } else if (shown.seq < last) {
      yield violation('I3', `listed after seq ${last}`, whereIs(list, shown));
    }
    seqs.add(shown.seq);
    if (id) ids.add(id);
    last = Math.max(last, shown.seq);
  }
}

function* missingIn(e: Evidence, list: List): Generator<Finding> {
  const seqs = new Set(list.entries.map(({ seq }) => seq));
  const last = headOf(list);
  const missing = owed(e, list).filter((seq) => seq < last && !seqs.has(seq));
  if (missing.length === 0) return;
  const says = `${missing.length} entries are missing in a list, the first is seq ${missing[0]}`;
  yield violation('I3', says, { ...whereIs(list), seq: missing[0] });
}

const headOf = (list: List): number => list.entries.reduce((head, { seq }) => Math.max(head, seq), 0);

/** The seqs a list must hold, if it reaches that far. */
function owed(e: Evidence, list: List, writtenBy = Infinity): number[] {
  if (wasErased(e, list.conversation)) return [];
  return (e.logs.get(list.conversation) ?? [])
    .filter((row) => row.seq >= (list.from ?? 1) && row.atMs <= writtenBy)
    .filter((row) => maySee(e, row.kind, list.role) && !wasErased(e, row.clientMessageId))
    .map((row) => row.seq);
}

function clientsWithoutList(e: Evidence): Set<string> {
  const clients = new Set([...e.of.receive, ...e.of.joined].map(({ client }) => client));
  const gone = new Map([...e.of.joined, ...e.of.left].sort((a, b) => a.t - b.t).map((l) => [l.client, l.op]));
  for (const [client, op] of gone) if (op === 'left') clients.delete(client);
  for (const { client } of e.of.list) clients.delete(client);
  return clients;
}

/** I2, I3, I5 of every entry at the moment a client took it in. */
export function* received(e: Evidence): Generator<Finding> {
  const seen = new Map<string, Map<number, number>>();
  const heads = new Map<string, number>();
  for (const line of e.of.receive) {
    const fault = faultIn(e, line, line);
    if (fault) yield violation(fault.invariant, fault.says, whereIs(line, line));
    const key = `${line.client} ${line.page ?? 0} ${line.conversation}`;
    const revisions = seen.get(key) ?? new Map<number, number>();
    const head = heads.get(key) ?? 0;
    const version = (line.revision ?? 0) + (line.deleted ? 0.5 : 0);
    const known = revisions.get(line.seq);
    if (known !== undefined && version <= known) {
      if (version === known) yield violation('I2', 'taken in twice', whereIs(line, line));
    } else if (known === undefined && line.seq < head && version === 0) {
      yield violation('I3', `taken in after seq ${head}`, whereIs(line, line));
    }
    seen.set(key, revisions.set(line.seq, Math.max(version, known ?? 0)));
    heads.set(key, Math.max(head, line.seq));
  }
}

/** I6: within a few seconds of the last fault every live client has the head. */
export function* heads(e: Evidence): Generator<Finding> {
  const open = e.faults.find(({ endMs }) => endMs === null);
  if (open) return yield unproven('I6', `the fault ${open.kind} never ended`);
  const { headWithinMs } = e.options;
  const dueMs = e.faults.reduce((due, { endMs }) => Math.max(due, (endMs ?? 0) + headWithinMs), 0);
  const settled = e.of.list.filter((list) => list.live !== false && list.t >= dueMs);
  if (settled.length === 0) yield unproven('I6', 'no live client gave its list after the last fault');
  for (const list of settled) {
    const head = headOf(list);
    const missing = owed(e, list, list.t - headWithinMs).filter((seq) => seq > head);
    if (missing.length === 0) continue;
    const says = `the list of a live client ends at seq ${head}, the log at ${missing.at(-1)}`;
    yield violation('I6', says, whereIs(list));
  }
}
