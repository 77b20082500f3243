import type { Entry } from './dump.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './report.ts';
import { violation } from './report.ts';

/** I3, in the database: the seqs of a conversation are 1..n, and its head is n. */
export function* numbered(e: Evidence): Generator<Finding> {
  for (const { id, lastSeq } of e.dump.conversations) {
    const log = e.logs.get(id) ?? [];
    const fault = breakIn(log);
    if (fault) yield violation('I3', fault, { conversation: id });
    const head = log.at(-1)?.seq ?? 0;
    if (head !== lastSeq) {
      yield violation('I3', `last seq is said to be ${lastSeq}, the log ends at ${head}`, {
        conversation: id,
      });
    }
  }
  for (const [id, log] of e.logs) {
    if (e.conversations.has(id)) continue;
    yield violation('I3', `${log.length} entries of a conversation that does not exist`, {
      conversation: id,
    });
  }
}

function breakIn(log: Entry[]): string | null {
  let last = 0;
  for (const { seq } of log) {
    if (seq === last) return `two entries have seq ${seq}`;
    if (seq !== last + 1) return `seq ${seq} follows ${last}`;
    last = seq;
  }
  return null;
}

export function entryAt(log: Entry[], seq: number): Entry | undefined {
  const expected = log[seq - 1];
  return expected?.seq === seq ? expected : log.find((entry) => entry.seq === seq);
}
