import { logNormalHazard } from './distribution.ts';
import { at, expose, type Hazard, hazardAfter, meanLife, type Tally, widthMs } from './hazard.ts';
import type { Team } from './release-curves.ts';
import type { AgentStatus } from './wait-event.ts';
import {
  type Agent,
  absenceAgesMs,
  chatAgesMs,
  type Department,
  type Pace,
  paceAmong,
  since,
  type WaitState,
  waitAgesMs,
} from './wait-state.ts';

/** Before the first chat has ended: so long, log-normal, and as sure as two chats would make us. */
export const believedChatMs = 8 * 60_000;
const chatVariation = 0.8;
const beliefInChats = 2;
const shortestMeanMs = 10_000;
const longestMeanMs = 4 * 3_600_000;
/** A department of which little is known is like the others; a pace by age is like a log-normal. */
const likeTheOthers = 8;

const believedPatienceMs = 15 * 60_000;
const beliefInPatience = 6;

/** Somebody away is back in minutes, somebody offline in hours; who is due comes soon or not at all. */
const believedAbsence: Record<Absence, (bin: number) => number> = {
  away: () => 8 * 60_000,
  offline: () => 4 * 3_600_000,
  due: (bin) => (at(absenceAgesMs, bin) < 15 * 60_000 ? 400_000 : 4 * 3_600_000),
};
const beliefInAbsence = 2;

export type Absence = Exclude<AgentStatus, 'online'>;

export interface PaceOfChats {
  /** How chats of each department end. */
  hazards: Hazard[];
  meanMs: number[];
  /** How many ends this was learned from. */
  ends: number[];
}

/** Learned from the chats that ended and from those that run. */
export function paceOfChats({ departments, agents }: WaitState, nowMs: number): PaceOfChats {
  const running = new Map([...departments].map(([id, { chats }]) => [id, copy(chats)]));
  for (const agent of agents.values()) {
    const perMs = paceAmong(agent.chats.length);
    for (const { departmentId, workMs, countedMs } of agent.chats) {
      const tally = running.get(departmentId);
      if (tally) expose(tally, chatAgesMs, workMs, workMs + perMs * since(countedMs, nowMs));
    }
  }
  const tallies = [...running.values()];
  const usualMs = fittedMeanMs(tallies, believedChatMs, beliefInChats);
  const hazards = tallies.map((tally) => {
    const meanMs = fittedMeanMs([tally], usualMs, likeTheOthers);
    return hazardAfter(tally, chatAgesMs, likeTheOthers, (bin) => believedHazard(meanMs, bin));
  });
  const ends = tallies.map(({ events }) => total(events));
  return { hazards, meanMs: hazards.map(meanLife), ends };
}

/** The mean of log-normal lives of which as many would have ended by now as did, near to what is believed. */
function fittedMeanMs(tallies: readonly Tally[], believedMs: number, belief: number): number {
  const ended = belief + total(tallies.map(({ events }) => total(events)));
  const exposureMs = chatAgesMs.map((_, bin) => total(tallies.map((tally) => at(tally.exposureMs, bin))));
  let meanMs = believedMs;
  for (let round = 0; round < 8; round += 1) {
    const expected = exposureMs.map((ms, bin) => (ms > 0 ? ms * believedHazard(meanMs, bin) : 0));
    meanMs *= Math.sqrt((total(expected) + (belief * believedMs) / meanMs) / ended);
  }
  return Math.min(longestMeanMs, Math.max(shortestMeanMs, meanMs));
}

function believedHazard(meanMs: number, bin: number): number {
  const fromMs = at(chatAgesMs, bin);
  return logNormalHazard(meanMs, chatVariation, fromMs, fromMs + widthMs(chatAgesMs, bin));
}

/** How uncertain a department's pace is, as a relative variance. */
export const paceVariance = (ends: number): number => 0.3 / (ends + beliefInChats);

const copy = ({ events, exposureMs }: Tally): Tally => ({ events, exposureMs: [...exposureMs] });

/** How patience wears out, learned from those who left and from those who wait. */
export function patienceOf({ patience, line }: Department, nowMs: number): Hazard {
  const tally = copy(patience);
  for (const { joinedMs, countedMs, droppedMs } of line)
    expose(tally, waitAgesMs, since(joinedMs, countedMs), since(joinedMs, droppedMs ?? nowMs));
  const believed = 1 / believedPatienceMs;
  return hazardAfter(tally, waitAgesMs, beliefInPatience, (bin, before) =>
    bin === 0 ? believed : Math.sqrt(before * believed),
  );
}

export function returnsOf({ returning }: WaitState): Record<Absence, Hazard> {
  const hazard = (absence: Absence) =>
    hazardAfter(
      returning[absence],
      absenceAgesMs,
      beliefInAbsence,
      (bin) => 1 / believedAbsence[absence](bin),
    );
  return { away: hazard('away'), offline: hazard('offline'), due: hazard('due') };
}

export interface ComingAndGoing {
  awayPerMs: number;
  offlinePerMs: number;
  backPerMs: number;
}

/** How often agents online go away, go for good, and come back from away. */
export function comingAndGoing({ agents, leaving, returning }: WaitState, nowMs: number): ComingAndGoing {
  const onlineMs = total([...agents.values()].map((agent) => onlineFor(agent, nowMs)));
  const goes = ({ events, overMs }: Pace) => events / (overMs + onlineMs);
  const { events, exposureMs } = returning.away;
  const believedMs = beliefInAbsence * believedAbsence.away(0);
  return {
    awayPerMs: goes(leaving.away),
    offlinePerMs: goes(leaving.offline),
    backPerMs: (total(events) + beliefInAbsence) / (total(exposureMs) + believedMs),
  };
}

const onlineFor = ({ status, sinceMs }: Agent, nowMs: number): number =>
  status === 'online' ? since(sinceMs, nowMs) : 0;

/** The mean chat of a team, by how many of each department there are. */
export function meanChatMs({ departments }: Team, { meanMs, ends }: PaceOfChats): number {
  const shares = departments.map((d) => at(ends, d) + 1);
  const sum = total(departments.map((d, place) => at(shares, place) * at(meanMs, d)));
  return shares.length > 0 ? sum / total(shares) : believedChatMs;
}

export const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
