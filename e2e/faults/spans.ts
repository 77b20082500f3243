export interface Span {
  fromMs: number;
  untilMs: number;
}

/** When somebody was away by her own doing, by her name in the history: a lid closed, a page left, a tab dead. */
export type Absences = ReadonlyMap<string, readonly Span[]>;

/** What is left of a span without the others, which follow one another. */
export function without(span: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let fromMs = span.fromMs;
  for (const other of others) {
    if (other.fromMs > fromMs) left.push({ fromMs, untilMs: Math.min(other.fromMs, span.untilMs) });
    fromMs = Math.max(fromMs, other.untilMs);
  }
  if (fromMs < span.untilMs) left.push({ fromMs, untilMs: span.untilMs });
  return left.filter((each) => each.fromMs < each.untilMs);
}
