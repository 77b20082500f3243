import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Day } from './calendar.ts';
import type { LogLine } from './chat-log.ts';
import { type Learned, learn } from './learned.ts';
import { type Measured, measure } from './measured.ts';
import { pastDays, type WeekLooked } from './weeks.ts';

export interface PastParts {
  /** What the conversations that began on a day tell of. */
  log(siteId: string, day: Day): Promise<LogLine[]>;
  clock: Clock;
}

/** What began a day and a half ago is over. */
const settledMs = 36 * 3_600_000;
const mostKept = 2_000;

/** Reads the past a day at a time, so that no read is long, and each settled day once. */
export function createPast({ log, clock }: PastParts) {
  const kept = new Map<string, Measured>();

  async function measuredDay(siteId: string, day: Day): Promise<Measured> {
    const key = `${siteId} ${day.startMs} ${day.endMs}`;
    const known = kept.get(key);
    if (known) return known;
    const measured = measure(await log(siteId, day));
    if (day.endMs < clock.nowMs() - settledMs) keep(key, measured);
    return measured;
  }

  function keep(key: string, measured: Measured) {
    kept.set(key, measured);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  }

  async function learned(
    siteId: string,
    hours: Hours,
    looked: WeekLooked,
    departmentId: string | null,
  ): Promise<Learned> {
    const days = pastDays(looked, hours, clock.nowMs());
    const measured: Measured[] = [];
    for (const { day } of days) measured.push(await measuredDay(siteId, day));
    return learn(days, measured, departmentId);
  }

  return { learned };
}
