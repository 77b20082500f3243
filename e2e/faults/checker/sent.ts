import type { LineOf } from './line.ts';

type Line = LineOf<'send'>;

/** Client ids are UUIDs: one is enough to find the message, whichever conversation it opened. */
export const messageKey = (role: string, id: string): string => `${role} ${id}`;

/** One message somebody wrote, over all its attempts. */
export type Sent = {
  id: string;
  role: Line['role'];
  /** The client that first sent it; another tab may have finished the work. */
  client: string;
  senderId: string | undefined;
  conversations: Set<string>;
  bodies: Set<string>;
  acks: { line: Line; body: string | undefined }[];
  /** The last word was a refusal for good. */
  refused: Line | null;
};

/** Order of the map is the order in which messages were first sent. */
export function sentOf(lines: Line[]): Map<string, Sent> {
  const all = new Map<string, Sent>();
  const written = new Map<string, string>();
  for (const line of lines) {
    const key = messageKey(line.role, line.id);
    const sent = all.get(key) ?? begun(line);
    all.set(key, sent);
    if (line.conversation) sent.conversations.add(line.conversation);
    sent.senderId ??= line.senderId;
    if (line.phase === 'invoke' && line.body !== undefined) {
      sent.bodies.add(line.body);
      written.set(`${key} ${line.client}`, line.body);
    }
    if (line.phase === 'ok') {
      sent.acks.push({ line, body: line.body ?? written.get(`${key} ${line.client}`) });
      sent.refused = null;
    }
    if (isRefusal(line) && sent.acks.length === 0) sent.refused = line;
  }
  return all;
}

/** `conflict` refuses the second body of an id, not the first. */
const isRefusal = (line: Line): boolean =>
  line.phase === 'fail' && line.retry === false && line.code !== 'conflict';

const begun = (line: Line): Sent => ({
  id: line.id,
  role: line.role,
  client: line.client,
  senderId: line.senderId,
  conversations: new Set(),
  bodies: new Set(),
  acks: [],
  refused: null,
});
