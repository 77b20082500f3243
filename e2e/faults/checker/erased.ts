import type { Evidence } from './evidence.ts';
import type { Shown } from './line.ts';
import type { Finding } from './report.ts';
import { unproven, violation } from './report.ts';

const stringsIn = /"((?:[^"\\]|\\.)*)"/g;

/** I16: what was erased is in no later list, frame or dump. */
export function* staysErased(e: Evidence): Generator<Finding> {
  if (e.erased.size === 0) return yield unproven('I16', 'nothing was erased');
  yield* inDump(e);
  const gone = (t: number, ...names: (string | null)[]) =>
    names.some((name) => name !== null && t > (e.erased.get(name) ?? Infinity));
  const shown = function* (line: { client: string; conversation: string; t: number }, all: Shown[]) {
    for (const { id, seq, body } of all) {
      if (!gone(line.t, id, body, line.conversation)) continue;
      const { client, conversation, t } = line;
      yield violation('I16', 'shown after it was erased', {
        client,
        conversation,
        t,
        seq,
        id: id ?? undefined,
      });
    }
  };
  for (const line of e.of.receive) yield* shown(line, [line]);
  for (const list of e.of.list) yield* shown(list, list.entries);
  for (const { text, client, t } of e.of.frame) {
    const strings = [...text.matchAll(stringsIn)].map(([, inside]) => plain(inside ?? ''));
    if (gone(t, ...strings)) yield violation('I16', 'in a frame after it was erased', { client, t });
  }
}

function* inDump({ dump, erased }: Evidence): Generator<Finding> {
  for (const { id, visitorId } of dump.conversations) {
    if (!erased.has(id) && !erased.has(visitorId)) continue;
    yield violation('I16', 'erased, and still in the database', { conversation: id, visitor: visitorId });
  }
  for (const { conversationId, seq, clientMessageId, senderId, body } of dump.entries) {
    if (![clientMessageId, senderId, body].some((name) => name !== null && erased.has(name))) continue;
    const where = { conversation: conversationId, seq, id: clientMessageId ?? undefined };
    yield violation('I16', 'erased, and still in the database', where);
  }
}

function plain(inside: string): string {
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return inside;
  }
}
