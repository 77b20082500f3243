import { expose } from './hazard.ts';
import {
  type Agent,
  chatAgesMs,
  type Pace,
  paceAmong,
  since,
  type Waiting,
  type WaitState,
  waitAgesMs,
} from './wait-state.ts';

const countEveryMs = 15_000;
/** Nothing at all happened for so long: we were not there, and what went on meanwhile teaches nothing. */
const longestCountMs = 3_600_000;

/**
 * Now and then the time that passed for everybody is counted, also for what goes on. Were it counted at the end
 * only, long lives would be missing from what is remembered, or weigh too much.
 */
export function countTime(state: WaitState, atMs: number): void {
  if (atMs >= state.countedMs && atMs < state.countedMs + countEveryMs) return;
  state.countedMs = atMs;
  for (const agent of state.agents.values()) countChats(state, agent, atMs);
  for (const who of state.waiting.values()) countWait(state, who, atMs);
}

export function countChats({ departments }: WaitState, { chats }: Agent, atMs: number): void {
  const perMs = paceAmong(chats.length);
  for (const chat of chats) {
    const workMs = chat.workMs + perMs * Math.min(longestCountMs, since(chat.countedMs, atMs));
    const tally = departments.get(chat.departmentId)?.chats;
    if (tally) expose(tally, chatAgesMs, chat.workMs, workMs);
    chat.workMs = workMs;
    chat.countedMs = atMs;
  }
}

export function countWait({ departments }: WaitState, who: Waiting, atMs: number): void {
  const tally = departments.get(who.departmentId)?.patience;
  const untilMs = Math.min(who.droppedMs ?? atMs, who.countedMs + longestCountMs);
  if (tally) expose(tally, waitAgesMs, since(who.joinedMs, who.countedMs), since(who.joinedMs, untilMs));
  who.countedMs = atMs;
}

/** It happened once more, after so long. */
export function count(pace: Pace, overMs: number, remembered: number): void {
  const keep = 1 - 1 / remembered;
  pace.events = keep * pace.events + 1;
  pace.overMs = keep * pace.overMs + Math.max(0, overMs);
}
