import { quarterMs } from './calendar.ts';
import { type LogLine, readLog, type Stint, type Told } from './chat-log.ts';

/** What happened in a quarter-hour. Work is given by whose chat it was: to the quarter in which she came. */
export interface MeasuredQuarter {
  departmentId: string;
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
  const told = [...byConversation(lines)].map(readOne);
  const measured: Measured = { quarters: [], waitedMs: 0, gaveUp: 0, ends: [], atLevelMs: [] };
  const quarters = new Map<string, MeasuredQuarter>();
  const quarterOf = (departmentId: string, ms: number) => {
    const atMs = Math.floor(ms / quarterMs) * quarterMs;
    const key = `${departmentId} ${atMs}`;
    const known = quarters.get(key) ?? { departmentId, atMs, came: 0, chats: 0, atLevelMs: [] };
    quarters.set(key, known);
    return known;
  };
  for (const { departmentId, cameMs, waits } of told) {
    for (const ms of cameMs) quarterOf(departmentId, ms).came += 1;
    for (const { lastedMs, gaveUp } of waits) {
      measured.waitedMs += lastedMs;
      if (gaveUp) measured.gaveUp += 1;
    }
  }
  for (const { departmentId, stints } of told) {
    for (const ms of answered(stints)) quarterOf(departmentId, ms).chats += 1;
  }
  sweep(
    told.flatMap(({ departmentId, stints }) => stints.map((stint) => ({ ...stint, departmentId }))),
    (stint, level, ms) => {
      add(quarterOf(stint.departmentId, stint.cameMs).atLevelMs, level, ms);
      add(measured.atLevelMs, level, ms);
    },
    (level) => add(measured.ends, level, 1),
  );
  measured.quarters = [...quarters.values()].sort((one, other) => one.atMs - other.atMs);
  return measured;
}

/** When those came whom somebody answered: each once, however often she went back to the line. */
const answered = (stints: readonly Stint[]) => new Set(stints.map(({ cameMs }) => cameMs));

const readOne = (log: readonly LogLine[]): Told & { departmentId: string } => ({
  departmentId: log[0]?.departmentId ?? '',
  ...readLog(log),
});

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

type HadThere = Stint & { departmentId: string };

/** Goes through each agent's day and says how long each chat ran beside how many others. */
function sweep(
  stints: readonly HadThere[],
  ran: (stint: HadThere, level: number, ms: number) => void,
  ended: (level: number) => void,
) {
  for (const hers of Map.groupBy(stints, ({ agentId }) => agentId).values()) {
    const moments = hers
      .flatMap((stint) => [
        { atMs: stint.fromMs, stint, begins: true },
        { atMs: stint.untilMs, stint, begins: false },
      ])
      .sort((one, other) => one.atMs - other.atMs);
    const has = new Set<HadThere>();
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
