import { withinCapacity } from './capacity.ts';
import { inOrder, kept, storedAsSent, storedOnce } from './delivery.ts';
import type { DatabaseDump } from './dump.ts';
import { staysErased } from './erased.ts';
import type { Evidence } from './evidence.ts';
import { gather } from './evidence.ts';
import { figuresOf } from './figures.ts';
import { nothingForeign } from './frames.ts';
import { neverBack } from './going-back.ts';
import { graceHeld } from './grace.ts';
import { shownOffline, toTheLiving } from './leases.ts';
import type { Line } from './line.ts';
import { heads, lists, received } from './lists.ts';
import { numbered } from './numbering.ts';
import { oneOpen } from './one-open.ts';
import type { Options } from './options.ts';
import { defaults } from './options.ts';
import { oneOwner } from './ownership.ts';
import { firstInFirstOut } from './queue.ts';
import type { Finding, Report, Unproven, Violation } from './report.ts';
import { ticketKept } from './tickets.ts';

const rules: ((e: Evidence) => Iterable<Finding>)[] = [
  kept, // I1
  storedOnce, // I2
  numbered, // I3
  lists, // I2, I3, I5
  received, // I2, I3, I5
  inOrder, // I4
  storedAsSent, // I5
  heads, // I6
  neverBack, // I7
  firstInFirstOut, // I8
  withinCapacity, // I9
  oneOwner, // I10
  toTheLiving, // I11
  ticketKept, // I12
  graceHeld, // I12
  oneOpen, // I13
  shownOffline, // I14
  nothingForeign, // I15
  staysErased, // I16
];

/** Holds what clients and servers saw against what the database holds. Pure: no clock, no files. */
export function check(history: Line[], dump: DatabaseDump, options: Partial<Options> = {}): Report {
  const evidence = gather(history, dump, { ...defaults, ...options });
  const findings = rules.flatMap((rule) => [...rule(evidence)]);
  return {
    violations: findings.filter((each): each is Violation => 'says' in each),
    notChecked: findings
      .filter((each): each is Unproven => 'unproven' in each)
      .map(({ invariant, unproven }) => `${invariant}: ${unproven}`),
    figures: figuresOf(evidence),
  };
}
