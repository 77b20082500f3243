import { agentChanged, agentGone, agentOf } from './agents.ts';
import { held, notHeld, told } from './calibration.ts';
import { count, countChats, countTime, countWait } from './counting.ts';
import { fade, happen } from './hazard.ts';
import { enter, forgetMissed, found, leave, miss, turnsPassed } from './line.ts';
import type { Of, WaitEvent } from './wait-event.ts';
import {
  type Agent,
  type Chat,
  chatAgesMs,
  type Department,
  departmentOf,
  since,
  type Waiting,
  type WaitState,
  waitAgesMs,
} from './wait-state.ts';

/** How long the past counts: the longer of so many chats and so much time. */
const chatsRemembered = 60;
const chatsRememberedMs = 25 * 60_000;
const departuresRemembered = 400;
const headStartsRemembered = 40;

/** Takes in what happened. What makes no sense (an unknown chat, somebody already gone) changes nothing. */
export function onEvent(state: WaitState, event: WaitEvent): void {
  countTime(state, event.atMs);
  takesIn[event.kind](state, event as never);
}

const takesIn: { [Kind in WaitEvent['kind']]: (state: WaitState, event: Of<Kind>) => void } = {
  joined,
  taken,
  left,
  dropped,
  reconnected,
  ended,
  slept: (state, event) => ended(state, { ...event, kind: 'ended', unfinished: false }),
  woke,
  agent: agentChanged,
  agentGone,
  departmentGone,
  told: wasTold,
};

function joined(state: WaitState, event: Of<'joined'>): void {
  const { atMs, conversationId, departmentId, orderMs, ticket, headStartMs } = event;
  const before = state.waiting.get(conversationId);
  const isMissed = before ? found(state, before) : false;
  if (before) leave(state, before);
  else forgetMissed(state, conversationId);
  const chat = state.chats.get(conversationId);
  if (chat?.held && event.unansweredSinceMs !== undefined)
    notHeld(state.calibration, conversationId, chat.held);
  endChat(state, conversationId, atMs);
  const department = departmentOf(state, departmentId);
  if (headStartMs > 0) cameAhead(department, headStartMs, atMs);
  const joinedMs = before?.joinedMs ?? atMs;
  const countedMs = before?.countedMs ?? atMs;
  const droppedMs = before?.droppedMs ?? null;
  const who = { conversationId, departmentId, orderMs, ticket, joinedMs, countedMs, droppedMs };
  enter(state, who);
  if (isMissed) miss(state, who, atMs);
}

function cameAhead({ comingAhead }: Department, headStartMs: number, atMs: number): void {
  const pace = comingAhead.get(headStartMs);
  if (!pace) comingAhead.set(headStartMs, { events: 1, overMs: 600_000, lastMs: atMs });
  else {
    count(pace, atMs - pace.lastMs, headStartsRemembered);
    pace.lastMs = atMs;
  }
}

function taken(state: WaitState, { atMs, conversationId, agentId }: Of<'taken'>): void {
  const agent = agentOf(state, agentId, atMs);
  const who = state.waiting.get(conversationId);
  const transferred = state.chats.get(conversationId);
  if (who) {
    waitOver(state, who, atMs, false);
    leave(state, who);
    if (who.droppedMs !== null) found(state, who);
    turnsPassed(state, agent.departmentIds, who.orderMs, atMs);
    const { departmentId } = who;
    startChat(state, agent, conversationId, {
      ...{ departmentId, agentId, workMs: 0, countedMs: atMs },
      held: held(state.calibration, conversationId, atMs),
    });
  } else if (transferred) {
    endChat(state, conversationId, atMs);
    startChat(state, agent, conversationId, { ...transferred, agentId });
  }
}

function startChat(state: WaitState, agent: Agent, conversationId: string, chat: Chat): void {
  countChats(state, agent, chat.countedMs);
  state.chats.set(conversationId, chat);
  agent.chats.push(chat);
}

function left(state: WaitState, { atMs, conversationId, why }: Of<'left'>): void {
  const who = state.waiting.get(conversationId);
  if (!who) return;
  waitOver(state, who, atMs, why === 'gaveUp' || why === 'case');
  leave(state, who);
  if (why === 'sentAway') state.calibration.open.delete(conversationId);
  else if (who.droppedMs === null) miss(state, who, atMs);
  if (why === 'lost') dropResolved(state, false);
}

function dropped(state: WaitState, { atMs, conversationId }: Of<'dropped'>): void {
  const who = state.waiting.get(conversationId);
  if (!who || who.droppedMs !== null) return;
  who.droppedMs = atMs;
  miss(state, who, atMs);
}

function reconnected(state: WaitState, { conversationId }: Of<'reconnected'>): void {
  const who = state.waiting.get(conversationId);
  if (!who || who.droppedMs === null) return;
  who.droppedMs = null;
  found(state, who);
  dropResolved(state, true);
}

function dropResolved({ reconnects }: WaitState, back: boolean): void {
  reconnects.all = 0.98 * reconnects.all + 1;
  reconnects.back = 0.98 * reconnects.back + (back ? 1 : 0);
}

/** Patience is learned from everybody's wait, and from those who ended theirs themselves. */
function waitOver(state: WaitState, who: Waiting, atMs: number, gaveUp: boolean): void {
  const { patience } = departmentOf(state, who.departmentId);
  countWait(state, who, atMs);
  if (!gaveUp) return;
  fade(patience, 1 - 1 / departuresRemembered);
  happen(patience, waitAgesMs, since(who.joinedMs, who.droppedMs ?? atMs));
}

function ended(state: WaitState, event: Of<'ended'>): void {
  const { atMs, conversationId, unfinished, unansweredSinceMs } = event;
  const chat = state.chats.get(conversationId);
  if (!chat) return;
  if (chat.held && unansweredSinceMs !== undefined) {
    notHeld(state.calibration, conversationId, chat.held);
    state.calibration.open.delete(conversationId);
  }
  endChat(state, conversationId, atMs);
  const department = departmentOf(state, chat.departmentId);
  if (!unfinished) {
    const forgetting = Math.min(1 / chatsRemembered, since(department.lastEndMs, atMs) / chatsRememberedMs);
    fade(department.chats, 1 - forgetting);
    happen(department.chats, chatAgesMs, chat.workMs);
    department.lastEndMs = atMs;
  }
}

function woke(state: WaitState, { atMs, conversationId, agentId, departmentId }: Of<'woke'>): void {
  if (state.chats.has(conversationId) || state.waiting.has(conversationId)) return;
  departmentOf(state, departmentId);
  const chat = { departmentId, agentId, workMs: 0, countedMs: atMs, held: null };
  startChat(state, agentOf(state, agentId, atMs), conversationId, chat);
}

function endChat(state: WaitState, conversationId: string, atMs: number): void {
  const chat = state.chats.get(conversationId);
  const agent = state.agents.get(chat?.agentId ?? '');
  state.chats.delete(conversationId);
  if (!chat || !agent) return;
  countChats(state, agent, atMs);
  agent.chats = agent.chats.filter((other) => other !== chat);
}

function wasTold({ waiting, calibration }: WaitState, { atMs, conversationId, range }: Of<'told'>): void {
  if (waiting.has(conversationId)) told(calibration, conversationId, range, atMs);
}

function departmentGone(state: WaitState, { departmentId }: Of<'departmentGone'>): void {
  const department = state.departments.get(departmentId);
  for (const { conversationId } of [...(department?.line ?? []), ...(department?.absent ?? [])]) {
    state.waiting.delete(conversationId);
    state.calibration.open.delete(conversationId);
  }
  state.departments.delete(departmentId);
}
