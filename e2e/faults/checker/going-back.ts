import type { Evidence } from './evidence.ts';
import type { Shown } from './line.ts';
import { entryAt } from './numbering.ts';
import type { Finding } from './report.ts';
import { unproven, violation } from './report.ts';

/** I7: read cursors, edits and deletions never go back, at a client or in the database. */
export function* neverBack(e: Evidence): Generator<Finding> {
  yield* cursors(e);
  yield* versions(e);
}

function* cursors(e: Evidence): Generator<Finding> {
  const shown = new Map<string, number>();
  const furthest = new Map<string, number>();
  const confirmed = e.of.read.filter(({ phase }) => phase === 'ok');
  if (confirmed.length === 0) yield unproven('I7', 'no read cursor was confirmed');
  for (const { client, conversation, reader: whose, role, seq, t } of confirmed) {
    const reader = whose ?? role;
    const key = `${client} ${conversation} ${reader}`;
    const before = shown.get(key) ?? 0;
    if (seq < before) {
      yield violation('I7', `read cursor of ${reader} went from ${before} to ${seq}`, {
        client,
        conversation,
        t,
      });
    }
    shown.set(key, Math.max(before, seq));
    const cursor = `${conversation} ${reader}`;
    furthest.set(cursor, Math.max(furthest.get(cursor) ?? 0, seq));
  }
  for (const { conversationId, reader, seq } of e.dump.reads ?? []) {
    const before = furthest.get(`${conversationId} ${reader}`) ?? 0;
    if (seq >= before) continue;
    const says = `read cursor of ${reader} was ${before}, the database says ${seq}`;
    yield violation('I7', says, { conversation: conversationId });
  }
  if (!e.dump.reads && confirmed.length > 0) yield unproven('I7', 'the dump holds no read cursors');
}

type Version = { revision: number; deleted: boolean };
type Sighting = Version & {
  client: string;
  conversation: string;
  seq: number;
  id: string | null;
  t: number;
};

function* versions(e: Evidence): Generator<Finding> {
  const known = new Map<string, Version>();
  for (const seen of sightings(e)) {
    const { client, conversation, seq, id, t } = seen;
    const row = entryAt(e.logs.get(conversation) ?? [], seq);
    const before = known.get(`${client} ${keyOf(seen)}`);
    if (before && isOlder(seen, before)) {
      yield violation('I7', 'an edit or a deletion was taken back', { client, conversation, seq, t });
    } else if (row?.clientMessageId === id && isOlder(versionOf(row), seen)) {
      yield violation('I7', 'an edit or a deletion is not in the database', { client, conversation, seq, t });
    }
    known.set(`${client} ${keyOf(seen)}`, seen);
  }
}

const keyOf = ({ conversation, seq, id }: Sighting): string => `${conversation} ${seq} ${id}`;
const versionOf = ({ revision = 0, deleted = false }: Partial<Version>): Version => ({ revision, deleted });
const isOlder = (a: Version, b: Version): boolean => a.revision < b.revision || (b.deleted && !a.deleted);

/** Only what was ever edited or deleted is worth remembering; the rest has nothing to go back to. */
function sightings(e: Evidence): Sighting[] {
  const all = [
    ...e.of.receive.map((line) => sighting(line, line)),
    ...e.of.list.flatMap((list) => list.entries.map((shown) => sighting(list, shown))),
  ];
  const changed = new Set(all.filter(({ revision, deleted }) => revision > 0 || deleted).map(keyOf));
  return all.filter((each) => changed.has(keyOf(each))).sort((a, b) => a.t - b.t);
}

const sighting = (
  { client, conversation, t }: { client: string; conversation: string; t: number },
  shown: Shown,
): Sighting => ({ client, conversation, t, seq: shown.seq, id: shown.id, ...versionOf(shown) });
