import { type Calibration, type Held, newCalibration } from './calibration.ts';
import { newTally, type Tally } from './hazard.ts';
import type { AgentStatus } from './wait-event.ts';

const minutes = (...edges: number[]): readonly number[] => edges.map((edge) => edge * 60_000);

/** Ages between which the pace of chats, the patience of those who wait, and the return of agents may differ. */
export const chatAgesMs = minutes(0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5.5, 7.5, 10, 14, 20, 30, 45, 75);
export const waitAgesMs = minutes(0, 0.25, 0.5, 1, 2, 4, 8, 16, 32);
export const absenceAgesMs = minutes(0, 1, 3, 5, 10, 20, 40, 80);

/** How often something happens: events over the time in which they could. */
export interface Pace {
  events: number;
  overMs: number;
}

export interface Waiting {
  conversationId: string;
  departmentId: string;
  orderMs: number;
  /** Breaks ties of `orderMs`: who joined first. */
  ticket: number;
  joinedMs: number;
  countedMs: number;
  droppedMs: number | null;
}

/** Somebody who is not here now; when her turn passes we know how long she would have waited. */
export interface Absentee {
  conversationId: string;
  orderMs: number;
}

export interface Department {
  line: Waiting[];
  absent: Absentee[];
  chats: Tally;
  lastEndMs: number;
  patience: Tally;
  /** How often somebody comes who has this head start. */
  comingAhead: Map<number, Pace & { lastMs: number }>;
}

export interface Agent {
  status: AgentStatus;
  sinceMs: number;
  capacity: number;
  departmentIds: readonly string[];
  /** The same for all who serve the same departments. */
  team: string;
  chats: Chat[];
}

export interface Chat {
  departmentId: string;
  agentId: string;
  /** How far it has come, in time of an agent who has no other chat, up to when. */
  workMs: number;
  countedMs: number;
  /** What her wait was thought to teach: forgotten again if nobody says a word to her. */
  held: Held | null;
}

/** Plain data; nothing here knows the time or the future. */
export interface WaitState {
  departments: Map<string, Department>;
  waiting: Map<string, Waiting>;
  chats: Map<string, Chat>;
  agents: Map<string, Agent>;
  /** When the time of everybody was last counted. */
  countedMs: number;
  /** How soon agents come back, by where they were; how soon those online go, by where they go. */
  returning: Record<Exclude<AgentStatus, 'online'>, Tally>;
  leaving: Record<'away' | 'offline', Pace>;
  /** Of those whose connection dropped while they waited. */
  reconnects: { back: number; all: number };
  calibration: Calibration;
  /** Turns of those who are not here that have passed, until somebody reads and empties it. */
  passed: { conversationId: string; atMs: number }[];
}

/** What is believed before anything was seen. */
export const newWaitState = (): WaitState => ({
  departments: new Map(),
  waiting: new Map(),
  chats: new Map(),
  agents: new Map(),
  countedMs: Number.NEGATIVE_INFINITY,
  returning: {
    away: newTally(absenceAgesMs),
    offline: newTally(absenceAgesMs),
    due: newTally(absenceAgesMs),
  },
  leaving: {
    away: { events: 1, overMs: 100 * 60_000 },
    offline: { events: 0.5, overMs: 100 * 60_000 },
  },
  reconnects: { back: 2.8, all: 4 },
  calibration: newCalibration(),
  passed: [],
});

export function departmentOf({ departments }: WaitState, departmentId: string): Department {
  let department = departments.get(departmentId);
  if (!department) {
    department = {
      line: [],
      absent: [],
      chats: newTally(chatAgesMs),
      lastEndMs: 0,
      patience: newTally(waitAgesMs),
      comingAhead: new Map(),
    };
    departments.set(departmentId, department);
  }
  return department;
}

/** Never negative, whatever the clock did. */
export const since = (fromMs: number, atMs: number): number => Math.max(0, atMs - fromMs);

/** Each further chat of an agent slows the others down a little. */
const slowDown = 0.2;
export const paceAmong = (chats: number): number => 1 / (1 + slowDown * Math.max(0, chats - 1));
