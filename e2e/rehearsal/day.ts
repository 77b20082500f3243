import { setTimeout as pause } from 'node:timers/promises';
import { colleagues, firstOwner } from '../drivers/accounts.ts';
import { seeded } from '../drivers/chance.ts';
import { manyPeople, startServer } from '../drivers/server.ts';
import { type Coverage, coverage } from './coverage.ts';
import { arrivals, type DayPlan, hourMs, lognormal } from './demand.ts';
import { Desk, Guest, type Tempo } from './people.ts';

export interface Rehearsal {
  plan: DayPlan;
  /** How many times quicker the day goes by. */
  pace: number;
  seed: number;
  /** Hears how the day goes, now and then. */
  says(line: string): void;
}

export interface Day extends Coverage {
  came: number;
  /** Neither served nor gone when the day had ended and everybody had gone home. */
  stuck: number;
}

/** So long the agents stay after the last visitor came. */
const afterMs = hourMs;
const stepMs = 25;
const beatMs = 30_000;
const workSpread = 0.9;
const thinkMeanMs = 45_000;

/** A whole day of a centre on a real server over real sockets, its clock and everybody's going quicker. */
export async function rehearse({ plan, pace, seed, says }: Rehearsal): Promise<Day> {
  const chance = seeded(seed);
  const env = { ...manyPeople, STRAKS_PACE: String(pace), STRAKS_LEASE_SECONDS: '180' };
  await using server = await startServer({ env });
  const owner = await firstOwner(server);
  const sessions = await colleagues(owner, plan.agents, plan.capacity);
  const exponential = (meanMs: number) => -Math.log(1 - chance()) * meanMs;
  const workMs = () => lognormal(plan.workMeanMs, workSpread, chance);
  const tempo: Tempo = {
    later: (ms, work) => void setTimeout(work, ms / pace).unref(),
    thinkMs: () => lognormal(thinkMeanMs, 0.6, chance),
  };
  const desks = await Promise.all(
    sessions.map((session) => Desk.arrive(session, tempo, workMs, exponential(plan.breakEveryMs))),
  );
  const guests: Guest[] = [];
  const comings = arrivals(plan, chance).map((atMs) => ({
    atMs,
    patienceMs: lognormal(plan.patienceMeanMs, 1, chance),
  }));

  const startMs = performance.now();
  const nowMs = () => (performance.now() - startMs) * pace;
  const beating = setInterval(() => {
    for (const desk of desks) desk.beat();
  }, beatMs / pace);
  let next = 0;
  let lastMs = 0;
  let hour = 0;
  const isOver = () =>
    nowMs() > plan.hours * hourMs + afterMs ||
    (next === comings.length && guests.length === next && guests.every(({ hasEnded }) => hasEnded));
  while (!isOver()) {
    const atMs = nowMs();
    for (; (comings[next]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs; next += 1) {
      void come(comings[next]?.patienceMs ?? 0);
    }
    for (const desk of desks) {
      desk.work(
        atMs - lastMs,
        atMs,
        () => exponential(plan.breakEveryMs),
        () => exponential(plan.breakMeanMs),
      );
    }
    lastMs = atMs;
    if (atMs > hour * hourMs) {
      const waiting = guests.filter(({ isWaiting }) => isWaiting).length;
      const busy = desks.reduce((sum, { chats }) => sum + chats, 0);
      says(`${hour} h: ${guests.length} came, ${waiting} in line, ${busy} chats`);
      hour += 1;
    }
    await pause(stepMs);
  }
  clearInterval(beating);
  for (const guest of guests) guest.end();
  for (const desk of desks) desk.close();
  const stuck = guests.filter(({ isWaiting }) => isWaiting).length;
  return { came: guests.length, stuck, ...coverage(guests.map((guest) => guest.wait())) };

  async function come(patienceMs: number) {
    const guest = await Guest.arrive(server, tempo);
    guests.push(guest);
    await guest.ask();
    const joinedMs = nowMs();
    setTimeout(() => void guest.giveUp(guest.joined + nowMs() - joinedMs), patienceMs / pace).unref();
  }
}
