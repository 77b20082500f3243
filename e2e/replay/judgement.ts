import { quantile } from '../bench/quantile.ts';
import { messagesIn } from '../drivers/database.ts';
import type { Server } from '../drivers/server.ts';
import type { Transcript } from '../drivers/transcript.ts';
import { compare, type Difference, isIdentical } from './compare.ts';
import type { Performance } from './performance.ts';
import type { Message } from './script.ts';

export interface ReplayFigures {
  conversations: number;
  messages: number;
  /** Conversations alike in the source, in the database, at the visitor and at the agent. */
  identical: number;
  /** Summed over database, visitors and agents. */
  lost: number;
  doubled: number;
  reordered: number;
  perSecond: number;
  ackP50Ms: number;
  ackP99Ms: number;
  cuts: number;
  seconds: number;
}

export interface Replayed {
  figures: ReplayFigures;
  /** What differs, in words. */
  differences: string[];
}

/** Holds what was said against what database, visitor and agent hold. */
export function judge(
  server: Server,
  performances: Performance[],
  acksMs: number[],
  seconds: number,
): Replayed {
  const stored = Map.groupBy(messagesIn(server.databaseFile), ({ conversationId }) => conversationId);
  const compared = performances.map((one) => differencesOf(one, stored));
  const all = compared.flatMap((sides) => sides.map(({ difference }) => difference));
  const wrong = compared.map((sides) => sides.filter(({ difference }) => !isIdentical(difference)));
  const messages = performances.reduce((sum, { script }) => sum + script.expected.length, 0);
  const strangers = stored.size - performances.length;
  return {
    figures: {
      ...{ conversations: performances.length, messages },
      identical: wrong.filter(({ length }) => length === 0).length,
      ...{ lost: sumOf(all, 'lost'), doubled: sumOf(all, 'doubled'), reordered: sumOf(all, 'reordered') },
      ...{ perSecond: messages / seconds, seconds },
      ...{ ackP50Ms: quantile(acksMs, 0.5), ackP99Ms: quantile(acksMs, 0.99) },
      cuts: performances.reduce((sum, { cutsMade }) => sum + cutsMade, 0),
    },
    differences: [
      ...wrong.flat().map(inWords),
      ...(strangers > 0 ? [`${strangers} conversations nobody began`] : []),
      ...server.deaths.map((death) => `the server died: ${death}`),
    ],
  };
}

interface Compared {
  who: string;
  side: string;
  difference: Difference;
}

function differencesOf(one: Performance, stored: Map<string, Message[]>): Compared[] {
  return Object.entries(sidesOf(one, stored)).map(([side, messages]) => ({
    who: one.visitor.name,
    side,
    difference: compare(one.script.expected, one.withoutOpening(messages)),
  }));
}

const sumOf = (all: Difference[], kind: keyof Difference): number =>
  all.reduce((sum, difference) => sum + difference[kind], 0);

function sidesOf(
  { visitor, closedWith }: Performance,
  stored: Map<string, Message[]>,
): Record<string, Message[]> {
  return {
    'the database': stored.get(visitor.conversation?.id ?? '') ?? [],
    'the visitor': messagesOf(visitor.transcript),
    'the agent': messagesOf(closedWith?.transcript ?? null),
  };
}

const messagesOf = (transcript: Transcript | null): Message[] =>
  (transcript?.entries ?? []).flatMap((entry) =>
    entry.kind === 'message' ? [{ from: entry.from, text: entry.text }] : [],
  );

const inWords = ({ who, side, difference: { lost, doubled, reordered } }: Compared): string =>
  `${who}, at ${side}: ${lost} lost, ${doubled} doubled, ${reordered} reordered`;
