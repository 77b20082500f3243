/** A change of state of a conversation, as its log tells it. */
export interface LogLine {
  conversationId: string;
  /** Where the conversation is now. */
  departmentId: string;
  kind: string;
  /** The owner, where there is one. */
  agentId: string | null;
  /** Who closed, or why she left: as the line says it. */
  by: string | null;
  atMs: number;
  /** When the visitor was last seen in this conversation. */
  seenMs: number;
}

/** Somebody stood in line. */
export interface WaitSpell {
  lastedMs: number;
  /** She left by herself; who was served, sent away or is still there only shows that her patience was longer. */
  gaveUp: boolean;
}

/** An agent had a chat for a while. */
export interface Stint {
  agentId: string;
  /** When whoever it is came, for whom it was done. */
  cameMs: number;
  fromMs: number;
  untilMs: number;
  /** The chat was over then; else it went back to the line. */
  finished: boolean;
}

export interface Told {
  cameMs: number[];
  waits: WaitSpell[];
  stints: Stint[];
}

/** A chat that was never closed says nothing of the work in it. */
const longestStintMs = 90 * 60_000;

type Now =
  | { is: 'elsewhere' }
  | { is: 'back'; cameMs: number }
  | { is: 'in line'; cameMs: number; sinceMs: number }
  | { is: 'with'; agentId: string; cameMs: number; sinceMs: number };

/** What the log of one conversation tells of coming, waiting and being helped. Cases are no chats. */
export function readLog(lines: readonly LogLine[]): Told {
  const told: Told = { cameMs: [], waits: [], stints: [] };
  let now: Now = { is: 'elsewhere' };
  for (const line of lines) now = next(now, line, told);
  return told;
}

function next(now: Now, line: LogLine, told: Told): Now {
  const { kind, atMs } = line;
  switch (kind) {
    case 'reopened':
      return { is: 'back', cameMs: atMs };
    case 'queued':
      if (now.is === 'in line') return now;
      told.cameMs.push(atMs);
      return { is: 'in line', cameMs: atMs, sinceMs: atMs };
    case 'assigned':
      return assigned(now, line, told);
    case 'returned':
      if (now.is !== 'with') return now;
      endStint(now, line, told, false);
      return { is: 'in line', cameMs: now.cameMs, sinceMs: atMs };
    case 'left':
    case 'left_message':
    case 'closed':
      if (now.is === 'in line') endWait(now, line, told, leftByHerself(line));
      if (now.is === 'with') endStint(now, line, told, true);
      return { is: 'elsewhere' };
    default:
      return now;
  }
}

function assigned(now: Now, line: LogLine, told: Told): Now {
  const { agentId, atMs } = line;
  if (now.is === 'elsewhere' || agentId === null) return { is: 'elsewhere' };
  if (now.is === 'back') told.cameMs.push(now.cameMs);
  if (now.is === 'in line') endWait(now, line, told, false);
  if (now.is === 'with') endStint(now, line, told, false);
  return { is: 'with', agentId, cameMs: now.cameMs, sinceMs: atMs };
}

/** `left_message` without a reason is her own wish. */
const leftByHerself = ({ kind, by }: LogLine): boolean =>
  kind === 'left' || (kind === 'closed' ? by === 'visitor' : by === null);

function endWait({ sinceMs }: { sinceMs: number }, line: LogLine, told: Told, gaveUp: boolean) {
  const untilMs = line.by === 'not_seen' ? Math.min(line.atMs, line.seenMs) : line.atMs;
  told.waits.push({ lastedMs: Math.max(0, untilMs - sinceMs), gaveUp });
}

type With = Extract<Now, { is: 'with' }>;
function endStint({ agentId, cameMs, sinceMs }: With, { atMs }: LogLine, told: Told, finished: boolean) {
  const untilMs = Math.min(Math.max(sinceMs, atMs), sinceMs + longestStintMs);
  told.stints.push({ agentId, cameMs, fromMs: sinceMs, untilMs, finished });
}
