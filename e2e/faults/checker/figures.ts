import type { Evidence } from './evidence.ts';
import type { Figures } from './report.ts';

export function figuresOf(e: Evidence): Figures {
  const sent = [...e.sent.values()];
  const acked = sent.filter(({ acks }) => acks.length > 0);
  return {
    sent: sent.length,
    acked: acked.length,
    duplicatesSuppressed: acked.reduce((sum, { acks }) => sum + suppressed(acks), 0),
    firstAckMs: firstAcks(e),
    listsCompared: e.of.list.length,
  };
}

/** Every ack after the first, and a first one that says the message was there already: its own ack was lost. */
const suppressed = (acks: { line: { duplicate?: boolean } }[]): number =>
  acks.length - 1 + (acks[0]?.line.duplicate ? 1 : 0);

function firstAcks({ of, faults }: Evidence): Figures['firstAckMs'] {
  const acks = of.send.filter(({ phase }) => phase === 'ok').map(({ t }) => t);
  acks.sort((a, b) => a - b);
  const ended = faults.flatMap(({ kind, endMs }) => (endMs === null ? [] : [{ kind, endMs }]));
  ended.sort((a, b) => a.endMs - b.endMs);
  let next = 0;
  return ended.map(({ kind, endMs }) => {
    while ((acks[next] ?? Infinity) < endMs) next += 1;
    const ack = acks[next];
    return { fault: kind, endMs, ms: ack === undefined ? null : ack - endMs };
  });
}
