import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { canServe, type Helper, knowsEnough, type Need, needOf } from '../queue/need.ts';

/** One who waits. */
export interface InLine {
  conversationId: string;
  /** What she needs, as a word. */
  line: string;
  orderMs: number;
  ticket: number;
  joinedMs: number;
  preferredAgentId: string | null;
  /** Who let it ring or gave it back. */
  avoid: readonly string[];
  /** It rang in vain so often that everybody of the site may be asked. */
  escalated: boolean;
  /** Her place is kept while she is away: she is given to nobody. */
  away: boolean;
}

export interface Desk extends Helper {
  agentId: string;
  /** She can be reached and wants chats. */
  isHere: boolean;
  capacity: number;
  /** What her chats weigh. */
  load: number;
  lastAssignedMs: number;
}

export interface MatchRules extends Pick<RoutingRules, 'spread' | 'lastAgentPatienceMs'> {
  /** Departments that are helped by another one after so long. */
  overflow: ReadonlyMap<string, { toId: string; afterMs: number }>;
}

/** The one who helped last time, a colleague of the department, of the one that helps it, or anybody who can. */
export type Why = 'last_agent' | 'department' | 'overflow' | 'escalated';

export interface Given {
  conversationId: string;
  agentId: string;
  why: Why;
}

export interface Matched {
  given: Given[];
  /** Those whose turn it would be, if they were not away. */
  called: string[];
  /** Lines in which somebody was passed over beside a free agent who helps there: those behind her may be served. */
  passedOver: Set<string>;
}

/** A new chat weighs one. */
const newWeight = 1;

interface Able {
  desk: Desk;
  why: Why;
}

/**
 * Who is given to whom. One after the other in the order of the line; who waits for others than those who are free
 * holds nobody up. Nothing but its arguments decides.
 */
export function match(
  waiting: readonly InLine[],
  agents: readonly Desk[],
  rules: MatchRules,
  nowMs: number,
): Matched {
  const here = agents.filter(isThere).map((desk) => ({ ...desk }));
  const helpers = createHelpers(here, rules);
  const matched: Matched = { given: [], called: [], passedOver: new Set() };
  for (const one of waiting.toSorted(byOrder)) {
    if (!here.some(isFree)) break;
    const able = helpers(one, nowMs);
    const free = whoMay(one, able, rules, nowMs).filter(({ desk }) => isFree(desk));
    const [best] = free.toSorted((a, b) => rank(a) - rank(b) || bySpread[rules.spread](a.desk, b.desk));
    if (one.away && best) matched.called.push(one.conversationId);
    if (one.away || !best) {
      if (able.some(({ desk }) => isFree(desk))) matched.passedOver.add(one.line);
      continue;
    }
    best.desk.load += newWeight;
    best.desk.lastAssignedMs = nowMs;
    matched.given.push({ conversationId: one.conversationId, agentId: best.desk.agentId, why: best.why });
  }
  return matched;
}

/** Whether somebody is here who may be asked for this line, at once or after a while. */
export function isAnyoneHere(
  line: string,
  agents: readonly Desk[],
  { overflow }: Pick<MatchRules, 'overflow'>,
) {
  const { members, overflow: helping } = helpersOf(needOf(line), agents.filter(isThere), overflow);
  return members.length + helping.length > 0;
}

export const overflowOf = (departments: readonly Pick<Department, 'id' | 'overflow'>[]) =>
  new Map(departments.flatMap(({ id, overflow }) => (overflow ? [[id, overflow] as const] : [])));

const isThere = ({ isHere, capacity }: Desk) => isHere && capacity >= newWeight;

export const isFree = ({ load, capacity }: Pick<Desk, 'load' | 'capacity'>) => load + newWeight <= capacity;

const byOrder = (a: InLine, b: InLine) =>
  a.orderMs - b.orderMs || a.ticket - b.ticket || compare(a.conversationId, b.conversationId);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const order: Why[] = ['last_agent', 'department', 'overflow', 'escalated'];
const rank = ({ why }: Able) => order.indexOf(why);

const share = ({ load, capacity }: Desk) => load / capacity;
const byLoad = (a: Desk, b: Desk) => share(a) - share(b);
const byIdle = (a: Desk, b: Desk) => a.lastAssignedMs - b.lastAssignedMs;
const byId = (a: Desk, b: Desk) => compare(a.agentId, b.agentId);
const bySpread: Record<RoutingRules['spread'], (a: Desk, b: Desk) => number> = {
  least_loaded: (a, b) => byLoad(a, b) || byIdle(a, b) || byId(a, b),
  longest_idle: (a, b) => byIdle(a, b) || byLoad(a, b) || byId(a, b),
};

/** Of those who can help: the one she had last time for a while, and nobody who let it ring while another is here. */
function whoMay(one: InLine, able: Able[], rules: MatchRules, nowMs: number): Able[] {
  const others = able.filter(({ desk }) => !one.avoid.includes(desk.agentId));
  const asked = others.length > 0 ? others : able;
  const last = others.find(({ desk }) => desk.agentId === one.preferredAgentId);
  if (!last) return asked;
  const known: Able = { ...last, why: 'last_agent' };
  if (nowMs - one.joinedMs < rules.lastAgentPatienceMs) return [known];
  return [known, ...asked.filter(({ desk }) => desk !== last.desk)];
}

/** Everybody who could help somebody in line; those of one line are asked for again and again. */
function createHelpers(here: readonly Desk[], { overflow }: MatchRules) {
  const ofLines = new Map<string, ReturnType<typeof helpersOf>>();
  return ({ line, joinedMs, escalated }: InLine, nowMs: number): Able[] => {
    const known = ofLines.get(line) ?? helpersOf(needOf(line), here, overflow);
    ofLines.set(line, known);
    const isHelped = known.members.length === 0 || nowMs - joinedMs >= known.helpedAfterMs;
    return [
      ...known.members,
      ...(isHelped ? known.overflow : []),
      ...(escalated ? (isHelped ? known.others : [...known.overflow, ...known.others]) : []),
    ];
  };
}

function helpersOf(need: Need, here: readonly Desk[], overflow: MatchRules['overflow']) {
  const help = overflow.get(need.departmentId);
  const as = (why: Why, desks: readonly Desk[]): Able[] => desks.map((desk) => ({ desk, why }));
  const [members, strangers] = parted(here, (desk) => canServe(desk, need));
  const able = strangers.filter((desk) => knowsEnough(desk, need));
  const [helping, others] = parted(able, ({ departmentIds }) => !!help && departmentIds.includes(help.toId));
  return {
    members: as('department', members),
    overflow: as('overflow', helping),
    others: as('escalated', others),
    helpedAfterMs: help?.afterMs ?? Number.POSITIVE_INFINITY,
  };
}

function parted<One>(all: readonly One[], is: (one: One) => boolean): [One[], One[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
