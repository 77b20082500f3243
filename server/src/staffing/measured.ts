import { quarterMs } from './calendar.ts';
import { type LogLine, readLog, type Stint, type Told } from './chat-log.ts';

/** What happened in a quarter-hour. Work is given by whose chat it was: to the quarter in which she came. */
export interface MeasuredQuarter {
  atMs: number;
  came: number;
  /** Chats that somebody answered. */
  chats: number;
  /** The time agents had these chats, by how many the agent had then: [alone, of two, of three, …]. */
  atLevelMs: number[];
}

export interface Measured {
  quarters: MeasuredQuarter[];
  waitedMs: number;
  gaveUp: number;
  /** How many chats ended, and how long they ran, by how many their agent had then. */
  ends: number[];
  atLevelMs: number[];
}

/** Everything staffing learns from some conversations, their logs one after the other in order. */
export function measure(lines: readonly LogLine[]): Measured {
  const told = [...byConversation(lines)].map(readLog);
  const measured: Measured = { quarters: [], waitedMs: 0, gaveUp: 0, ends: [], atLevelMs: [] };
  const quarters = new Map<number, MeasuredQuarter>();
  const quarterOf = (ms: number) => {
    const atMs = Math.floor(ms / quarterMs) * quarterMs;
    const known = quarters.get(atMs) ?? { atMs, came: 0, chats: 0, atLevelMs: [] };
    quarters.set(atMs, known);
    return known;
  };
  for (const { cameMs, waits } of told) {
    for (const ms of cameMs) quarterOf(ms).came += 1;
    for (const { lastedMs, gaveUp } of waits) {
      measured.waitedMs += lastedMs;
      if (gaveUp) measured.gaveUp += 1;
    }
  }
  for (const chat of answered(told)) quarterOf(chat).chats += 1;
  sweep(
    told.flatMap(({ stints }) => stints),
    (stint, level, ms) => {
      add(quarterOf(stint.cameMs).atLevelMs, level, ms);
      add(measured.atLevelMs, level, ms);
    },
    (level) => add(measured.ends, level, 1),
  );
  measured.quarters = [...quarters.values()].sort((one, other) => one.atMs - other.atMs);
  return measured;
}

/** When those came whom somebody answered: each once, however often she went back to the line. */
const answered = (told: readonly Told[]): number[] =>
  told.flatMap(({ stints }) => [...new Set(stints.map(({ cameMs }) => cameMs))]);

function* byConversation(lines: readonly LogLine[]): Generator<LogLine[]> {
  let one: LogLine[] = [];
  for (const line of lines) {
    if (one[0] && one[0].conversationId !== line.conversationId) {
      yield one;
      one = [];
    }
    one.push(line);
  }
  if (one.length > 0) yield one;
}

/** Goes through each agent's day and says how long each chat ran beside how many others. */
function sweep(
  stints: readonly Stint[],
  ran: (stint: Stint, level: number, ms: number) => void,
  ended: (level: number) => void,
) {
  for (const hers of Map.groupBy(stints, ({ agentId }) => agentId).values()) {
    const moments = hers
      .flatMap((stint) => [
        { atMs: stint.fromMs, stint, begins: true },
        { atMs: stint.untilMs, stint, begins: false },
      ])
      .sort((one, other) => one.atMs - other.atMs);
    const has = new Set<Stint>();
    let beforeMs = 0;
    for (const { atMs, stint, begins } of moments) {
      for (const running of has) ran(running, has.size - 1, atMs - beforeMs);
      beforeMs = atMs;
      if (!begins && stint.finished) ended(Math.max(0, has.size - 1));
      if (begins && stint.untilMs > stint.fromMs) has.add(stint);
      else has.delete(stint);
    }
  }
}

function add(levels: number[], level: number, amount: number) {
  while (levels.length <= level) levels.push(0);
  levels[level] = (levels[level] ?? 0) + amount;
}
