import { quantile } from '../bench/quantile.ts';
import type { DatabaseDump } from './checker/dump.ts';
import { isMessage } from './checker/evidence.ts';
import type { Line } from './checker/line.ts';
import { type Sent, sentOf } from './checker/sent.ts';
import { type Hearing, hearingsOf } from './hearings.ts';
import type { Absences } from './spans.ts';

export interface Gaps {
  /** Of each who was there the longest that anything said to her, or by her, was under way; over all of them. */
  gapP99Ms: number;
  gapMaxMs: number;
  /** Words never taken, though their sender stayed and the chat went on. */
  failedSends: number;
}

export interface GapEvidence {
  history: readonly Line[];
  dump: DatabaseDump;
  absences: Absences;
}

/**
 * How late everything was that was said from the first fault on: to others from its commit, to its sender from
 * pressing send. Who goes by herself misses nothing, and her wait ends there; who loses her line still waits.
 */
export function gapsOf(evidence: GapEvidence): Gaps {
  const beginMs = evidence.history.find(({ op }) => op === 'fault')?.t ?? Infinity;
  const longest = new Map<string, number>();
  const note = ({ client, ms }: Late) => longest.set(client, Math.max(ms, longest.get(client) ?? 0));
  for (const hearing of hearingsOf(evidence)) lateFor(hearing, evidence.dump, beginMs).forEach(note);
  const fates = fatesOf(evidence);
  for (const { client, pressedMs, overMs } of fates)
    if (pressedMs >= beginMs) note({ client, ms: overMs - pressedMs });
  const gaps = [...longest.values()];
  return {
    gapP99Ms: gaps.length > 0 ? quantile(gaps, 0.99) : 0,
    gapMaxMs: Math.max(0, ...gaps),
    failedSends: fates.filter(({ isFailed }) => isFailed).length,
  };
}

interface Late {
  client: string;
  ms: number;
}

function lateFor({ client, role, conversation, spans, heard }: Hearing, dump: DatabaseDump, beginMs: number) {
  const said = dump.entries.filter(
    (entry) =>
      entry.conversationId === conversation &&
      isMessage(entry) &&
      entry.sender !== role &&
      entry.atMs >= beginMs,
  );
  return said.flatMap(({ seq, atMs }): Late[] => {
    const due = spans.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);
    return due ? [{ client, ms: Math.min(heard.get(seq) ?? Infinity, due.untilMs) - atMs }] : [];
  });
}

interface Fate {
  client: string;
  pressedMs: number;
  /** Taken, refused, or the sender or the chat was gone. */
  overMs: number;
  isFailed: boolean;
}

function fatesOf({ history, dump, absences }: GapEvidence): Fate[] {
  const endMs = history.at(-1)?.t ?? 0;
  const closings = Map.groupBy(
    dump.entries.filter(({ kind }) => kind === 'closed'),
    ({ conversationId }) => conversationId,
  );
  return [...sentOf(history.filter((line) => line.op === 'send')).values()].map((sent) => {
    const { client } = sent;
    const pressedMs = pressedMsOf(sent);
    const away = absences.get(client) ?? [];
    const wentMs = away.find(({ untilMs }) => untilMs > pressedMs)?.fromMs ?? Infinity;
    const ackedMs = sent.acks[0]?.line.t ?? Infinity;
    const refusedMs = sent.refused?.t ?? Infinity;
    const closed = [...sent.conversations]
      .flatMap((id) => closings.get(id) ?? [])
      .find(
        ({ atMs }) => atMs > pressedMs - toldWithinMs && atMs <= Math.min(refusedMs, endMs) + clocksApartMs,
      );
    const isExcused = wentMs < Infinity || closed !== undefined || hasSlept(sent, pressedMs, absences);
    const goneMs = Math.max(pressedMs, Math.min(wentMs, closed?.atMs ?? Infinity));
    const overMs = Math.min(ackedMs, refusedMs, goneMs, endMs);
    return { client, pressedMs, overMs, isFailed: ackedMs === Infinity && !isExcused };
  });
}

/** A node's clock is the database's as it learned it over the wire: commits are dated up to some 10 ms after they were heard. */
const clocksApartMs = 50;

/** Within this also who was cut off knows that her chat is over, or another's because she had closed her lid. */
const toldWithinMs = 30_000;

const hasSlept = ({ role, client }: Sent, pressedMs: number, absences: Absences): boolean =>
  role === 'agent' && (absences.get(client) ?? []).some(({ untilMs }) => untilMs > pressedMs - toldWithinMs);

/** A message's id begins with its sender's clock when she pressed send. */
const pressedMsOf = ({ id }: Sent): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
