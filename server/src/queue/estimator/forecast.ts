import { at, type Hazard, lived } from './hazard.ts';
import {
  type Absence,
  comingAndGoing,
  meanChatMs,
  paceOfChats,
  paceVariance,
  patienceOf,
  returnsOf,
  total,
} from './learned.ts';
import { type InLine, type Turn, walk } from './line-walk.ts';
import { add, ageBin, newAges, newCurve, type Releases, releasesOf, type Team } from './release-curves.ts';
import { type Agent, paceAmong, since, type Waiting, type WaitState } from './wait-state.ts';

/** What one department may expect from all teams that serve it. */
export interface Outlook extends Releases {
  slots: number;
  free: number;
  /** How uncertain its pace is. */
  paceVariance: number;
}

export interface Forecast {
  atMs: number;
  turns: Map<string, Turn>;
  /** The turn of somebody who came now, by department. */
  newcomers: Map<string, Turn>;
  outlooks: Map<string, Outlook>;
}

/** What is to come, as far as it can be known now. Reads the state, changes nothing. */
export function forecast(state: WaitState, nowMs: number): Forecast {
  const departmentIds = [...state.departments.keys()];
  const departments = [...state.departments.values()];
  const teams = teamsOf(state, departmentIds, nowMs);
  const chats = paceOfChats(state, nowMs);
  const agents = comingAndGoing(state, nowMs);
  const releases = teams.map((team) => releasesOf(team, chats.hazards, meanChatMs(team, chats), agents));
  const walked = walk({
    lines: linesOf(state, nowMs),
    teams: teams.map(({ departments }, t) => ({ departments, expected: (releases[t] as Releases).expected })),
    comingAhead: departments.map(({ comingAhead }) =>
      [...comingAhead].map(([headStartMs, { events, overMs }]) => ({ headStartMs, perMs: events / overMs })),
    ),
    nowMs,
  });

  const turns = new Map<string, Turn>();
  const newcomers = new Map<string, Turn>();
  const outlooks = new Map<string, Outlook>();
  for (const [d, { line }] of departments.entries()) {
    const id = departmentIds[d] as string;
    const served = walked[d] as Turn[];
    for (const [place, { conversationId }] of line.entries())
      turns.set(conversationId, served[place] as Turn);
    newcomers.set(id, served[line.length] as Turn);
    const serves = (_: unknown, t: number) => teams[t]?.departments.includes(d);
    outlooks.set(
      id,
      outlookOf(teams.filter(serves), releases.filter(serves), paceVariance(at(chats.ends, d))),
    );
  }
  return { atMs: nowMs, turns, newcomers, outlooks };
}

function teamsOf(state: WaitState, departmentIds: readonly string[], nowMs: number): Team[] {
  const returns = returnsOf(state);
  const placeOf = new Map(departmentIds.map((id, place) => [id, place]));
  const teams = new Map<string, Team>();
  for (const agent of state.agents.values()) {
    let team = teams.get(agent.team);
    if (!team) {
      const departments = agent.departmentIds.flatMap((id) => placeOf.get(id) ?? []);
      team = { departments, ages: new Map(), pace: 0, free: 0, slots: 0, elsewhere: [] };
      teams.set(agent.team, team);
    }
    join(team, agent, returns, placeOf, nowMs);
  }
  for (const team of teams.values()) team.pace = team.slots > 0 ? team.pace / team.slots : 1;
  return [...teams.values()];
}

function join(
  team: Team,
  agent: Agent,
  returns: Record<Absence, Hazard>,
  placeOf: ReadonlyMap<string, number>,
  nowMs: number,
): void {
  const { status, capacity, chats } = agent;
  const free = Math.max(0, capacity - chats.length);
  if (status !== 'online') {
    const absentMs = since(agent.sinceMs, nowMs);
    team.elsewhere.push({ returning: returns[status], absentMs, free, slots: capacity });
    return;
  }
  const pace = paceAmong(chats.length);
  team.free += free;
  team.slots += capacity;
  team.pace += capacity * pace;
  for (const { departmentId, workMs, countedMs } of chats) {
    const department = placeOf.get(departmentId);
    if (department === undefined) continue;
    const counts = team.ages.get(department) ?? newAges();
    team.ages.set(department, counts);
    const bin = ageBin(workMs + pace * since(countedMs, nowMs));
    // Who has more chats than she may frees no place with each of them.
    counts[bin] = at(counts, bin) + Math.min(1, capacity / chats.length);
  }
}

/** Everybody in line, and behind them somebody who came now. */
function linesOf({ departments, reconnects }: WaitState, nowMs: number): InLine[][] {
  const comesBack = reconnects.back / reconnects.all;
  return [...departments.values()].map((department) => {
    const patience = patienceOf(department, nowMs);
    const waiting = department.line.map((who) => inLine(who, patience, comesBack, nowMs));
    return [...waiting, { orderMs: nowMs, stays: () => 1 }];
  });
}

function inLine(
  { orderMs, joinedMs, droppedMs }: Waiting,
  patience: Hazard,
  comesBack: number,
  nowMs: number,
): InLine {
  const ageMs = since(joinedMs, nowMs);
  const before = lived(patience, ageMs);
  const chance = droppedMs === null ? 1 : comesBack;
  const stays = (afterMs: number) =>
    Math.max(0.02, chance * Math.exp(before - lived(patience, ageMs + afterMs)));
  return { orderMs, stays };
}

function outlookOf(teams: readonly Team[], releases: readonly Releases[], paceVariance: number): Outlook {
  const [expected, hazard, sureness] = [newCurve(), newCurve(), newCurve()];
  const nobodyBack = newCurve().fill(1);
  for (const team of releases) {
    add(expected, team.expected);
    add(hazard, team.hazard);
    add(sureness, team.sureness);
    for (const [m, chance] of team.nobodyBack.entries()) nobodyBack[m] = at(nobodyBack, m) * chance;
  }
  const slots = total(teams.map((team) => team.slots));
  const free = total(teams.map((team) => team.free));
  return { expected, hazard, sureness, nobodyBack, slots, free, paceVariance };
}
