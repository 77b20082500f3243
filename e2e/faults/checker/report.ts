export type Invariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13'
  | 'I14'
  | 'I15'
  | 'I16';

export type Where = {
  conversation?: string | undefined;
  seq?: number | undefined;
  id?: string | undefined;
  client?: string | undefined;
  agent?: string | undefined;
  visitor?: string | undefined;
  t?: number | undefined;
};

export type Violation = { invariant: Invariant; says: string; where: Where };
/** A statement, or a part of it, for which the history holds no evidence. */
export type Unproven = { invariant: Invariant; unproven: string };
export type Finding = Violation | Unproven;

export type Figures = {
  /** Different messages somebody tried to send, and those of them the server acknowledged. */
  sent: number;
  acked: number;
  /** Acks the server gave for a message it had already. */
  duplicatesSuppressed: number;
  /** From the end of each fault to the first ack after it; null if none came. */
  firstAckMs: { fault: string; endMs: number; ms: number | null }[];
  listsCompared: number;
};

export type Report = { violations: Violation[]; notChecked: string[]; figures: Figures };

export const violation = (invariant: Invariant, says: string, where: Where = {}): Violation => ({
  invariant,
  says,
  where,
});

export const unproven = (invariant: Invariant, why: string): Unproven => ({ invariant, unproven: why });

/** "3 clients (ada, eva, …)": enough to look it up, never a screenful. */
export function some(what: string, names: Iterable<string>): string {
  const all = [...names];
  const first = all.slice(0, 3).join(', ');
  return `${all.length} ${what} (${first}${all.length > 3 ? ', …' : ''})`;
}
