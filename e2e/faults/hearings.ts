import type { LineOf } from './checker/line.ts';
import type { GapEvidence } from './gaps.ts';
import { type Absences, type Span, without } from './spans.ts';

/** One client in one conversation: when she was to hear what was said there, and when she did. */
export interface Hearing {
  client: string;
  role: 'visitor' | 'agent';
  conversation: string;
  spans: Span[];
  /** When she first took in the entry of a seq. */
  heard: Map<number, number>;
}

/** A visitor hears her chat from when she knows it, an agent one that is hers; neither while she is away. */
export function hearingsOf({ history, absences }: Pick<GapEvidence, 'history' | 'absences'>): Hearing[] {
  const endMs = history.at(-1)?.t ?? 0;
  const taken = history.filter((line) => line.op === 'receive');
  const owned = ownedOf(history.filter((line) => line.op === 'owner'));
  return [...Map.groupBy(taken, keyOf)].flatMap(([key, lines]): Hearing[] => {
    const [{ client, role, conversation, t } = lines[0] as LineOf<'receive'>] = lines;
    if (role === 'server') return [];
    const due = role === 'visitor' ? [{ fromMs: t, untilMs: endMs }] : spansOf(owned.get(key) ?? [], endMs);
    const heard = new Map<number, number>();
    for (const line of lines) if (!heard.has(line.seq)) heard.set(line.seq, line.t);
    return [{ client, role, conversation, heard, spans: present(due, absences, client) }];
  });
}

const keyOf = ({ client, conversation }: { client: string; conversation: string }) =>
  `${client} ${conversation}`;

const ownedOf = (lines: LineOf<'owner'>[]) => Map.groupBy(lines, keyOf);

const present = (due: Span[], absences: Absences, client: string): Span[] =>
  due.flatMap((span) => without(span, absences.get(client) ?? []));

function spansOf(lines: LineOf<'owner'>[], endMs: number): Span[] {
  const spans: Span[] = [];
  let fromMs: number | null = null;
  for (const { t, owns } of lines) {
    if (fromMs !== null) spans.push({ fromMs, untilMs: t });
    fromMs = owns ? t : null;
  }
  if (fromMs !== null) spans.push({ fromMs, untilMs: endMs });
  return spans;
}
