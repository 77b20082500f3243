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
  if (e.of.list.length === 0) yield unproven('I3', 'no client gave a list');
  for (const list of e.of.list) {
    yield* entriesOf(e, list);
    yield* missingIn(e, list);
  }
  const silent = clientsWithoutList(e);
  if (e.of.list.length > 0 && silent.size > 0)
    yield unproven('I3', `${some('clients', silent)} gave no list at the end`);
}

function* entriesOf(e: Evidence, list: List): Generator<Finding> {
  const keys = new Set<string>();
  let last = 0;
  for (const shown of list.entries) {
    const fault = faultIn(e, shown, list);
    if (keys.has(keyOf(shown))) {
      yield violation('I2', 'twice in a list', whereIs(list, shown));
    } else if (fault) {
      yield violation(fault.invariant, fault.says, whereIs(list, shown));
    } else if (shown.seq <= last) {
      yield violation('I3', `listed after seq ${last}`, whereIs(list, shown));
    }
    keys.add(keyOf(shown));
    last = Math.max(last, shown.seq);
  }
}

/** What makes two entries the same one: a message's id, or the place of an event. */
const keyOf = ({ id, sender, seq }: Shown): string => (id === null ? `${seq}` : `${sender} ${id}`);

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
  const pages = new Map<string, { head: number; versions: Map<string, number> }>();
  for (const line of e.of.receive) {
    const name = `${line.client} ${line.page ?? 0} ${line.conversation}`;
    const page = pages.get(name) ?? { head: 0, versions: new Map<string, number>() };
    const fault = faultIn(e, line, line);
    const known = page.versions.get(keyOf(line));
    const version = versionOf(line);
    if (known === version) yield violation('I2', 'taken in twice', whereIs(line, line));
    else if (fault) yield violation(fault.invariant, fault.says, whereIs(line, line));
    else if (known === undefined && version === 0 && line.seq <= page.head) {
      yield violation('I3', `taken in after seq ${page.head}`, whereIs(line, line));
    }
    page.versions.set(keyOf(line), Math.max(version, known ?? 0));
    page.head = Math.max(page.head, line.seq);
    pages.set(name, page);
  }
}

/** Grows with every edit and with the deletion; going back is I7's to say. */
const versionOf = ({ revision = 0, deleted = false }: Shown): number => 2 * revision + (deleted ? 1 : 0);

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
