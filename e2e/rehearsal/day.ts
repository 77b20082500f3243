import { setTimeout as pause } from 'node:timers/promises';
import { colleagues, firstOwner } from '../drivers/accounts.ts';
import { launchBrowser } from '../drivers/browser.ts';
import { seeded } from '../drivers/chance.ts';
import { manyPeople, startServer } from '../drivers/server.ts';
import { type Coverage, coverage, type Wait } from './coverage.ts';
import { arrivals, type DayPlan, hourMs, lognormal } from './demand.ts';
import { PageGuest } from './page-guest.ts';
import { Desk, Guest, type Tempo } from './people.ts';

export interface Rehearsal {
  plan: DayPlan;
  /** How many times quicker the day goes by. */
  pace: number;
  seed: number;
  /** How many visitors of the day come with a browser, one after the other. */
  browsers: number;
  /** Hears how the day goes, now and then. */
  says(line: string): void;
}

export interface Day extends Coverage {
  came: number;
  /** Neither served nor gone when the day had ended and everybody had gone home. */
  stuck: number;
  /** Of what those with a browser were told, the share in percent that stood on their screens. */
  readPercent: number | null;
}

/** So long the agents stay after the last visitor came. */
const afterMs = hourMs;
const stepMs = 25;
const beatMs = 30_000;
const workSpread = 0.9;
const thinkMeanMs = 45_000;

/** A whole day of a centre on a real server over real sockets, its clock and everybody's going quicker. */
export async function rehearse({ plan, pace, seed, browsers, says }: Rehearsal): Promise<Day> {
  const chance = seeded(seed);
  const env = { ...manyPeople, STRAKS_PACE: String(pace), STRAKS_LEASE_SECONDS: '180' };
  await using server = await startServer({ env });
  const sessions = await colleagues(await firstOwner(server), plan.agents, plan.capacity);
  const exponential = (meanMs: number) => -Math.log(1 - chance()) * meanMs;
  const workMs = () => lognormal(plan.workMeanMs, workSpread, chance);
  const rests = {
    nextBreakMs: () => exponential(plan.breakEveryMs),
    breakMs: () => exponential(plan.breakMeanMs),
  };
  const tempo: Tempo = {
    later: (ms, work) => void setTimeout(work, ms / pace).unref(),
    thinkMs: () => lognormal(thinkMeanMs, 0.6, chance),
  };
  const desks = await Promise.all(
    sessions.map((session) => Desk.arrive(session, tempo, workMs, rests.nextBreakMs())),
  );
  const comings = arrivals(plan, chance).map((atMs) => ({
    atMs,
    patienceMs: lognormal(plan.patienceMeanMs, 1, chance),
  }));
  const guests: Guest[] = [];
  const startMs = performance.now();
  const nowMs = () => (performance.now() - startMs) * pace;
  const isOver = () =>
    nowMs() > plan.hours * hourMs + afterMs ||
    (guests.length === comings.length && guests.every(({ hasEnded }) => hasEnded));
  const beating = setInterval(() => {
    for (const desk of desks) desk.beat();
  }, beatMs / pace);
  const readers = comeByBrowser({ count: browsers, url: server.url, plan, nowMs, isOver });

  let [next, lastMs, hour] = [0, 0, 0];
  while (!isOver()) {
    const atMs = nowMs();
    for (; (comings[next]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs; next += 1) {
      void come(comings[next]?.patienceMs ?? 0);
    }
    for (const desk of desks) desk.work(atMs - lastMs, atMs, rests);
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
  const { waits, ...read } = await readers;
  const stuck = guests.filter(({ isWaiting }) => isWaiting).length;
  return {
    came: guests.length + waits.length,
    stuck,
    ...coverage([...guests.map((guest) => guest.wait()), ...waits]),
    readPercent: read.told === 0 ? null : Math.round((1_000 * read.read) / read.told) / 10,
  };

  async function come(patienceMs: number) {
    const guest = await Guest.arrive(server, tempo);
    guests.push(guest);
    await guest.ask();
    const joinedMs = nowMs();
    setTimeout(() => void guest.giveUp(guest.joined + nowMs() - joinedMs), patienceMs / pace).unref();
  }
}

interface ByBrowser {
  count: number;
  url: string;
  plan: DayPlan;
  nowMs(): number;
  isOver(): boolean;
}

/** Some of the day's visitors in real browsers, spread over it; nobody of them gives up. */
async function comeByBrowser({ count, url, plan, nowMs, isOver }: ByBrowser) {
  const all = { waits: [] as Wait[], told: 0, read: 0 };
  if (count === 0) return all;
  const browser = await launchBrowser();
  try {
    for (let n = 0; n < count && !isOver(); n += 1) {
      while (!isOver() && nowMs() < ((n + 0.5) / count) * plan.hours * hourMs) await pause(stepMs);
      const guest = await PageGuest.arrive(browser, url);
      await guest.ask();
      while (!isOver() && guest.isWaiting) await pause(stepMs);
      const { told, read } = await guest.read();
      all.told += told;
      all.read += read;
      all.waits.push(guest.wait());
      await guest.end();
    }
  } finally {
    await browser.close();
  }
  return all;
}
