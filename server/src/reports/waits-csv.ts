import type { Kept, Left, WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import { type Cell, csv } from '../platform/csv.ts';

const header = [
  ...['what', 'which', 'told', 'kept', 'broken', 'unknown', 'kept_percent', 'low_percent', 'high_percent'],
  ...['few', 'people', 'median_seconds', 'p90_seconds'],
];

/** The same numbers as the page shows, one row a number, so that a spreadsheet can sort and add them. */
export function waitsCsv(report: WaitsReport): string {
  const { first, all, likely, nearly, waits, firstAnswer, gaveUp } = report;
  return csv(header, [
    kept('on joining', `${report.from}/${report.to}`, first),
    kept('every telling', '', all),
    kept('likely', '', likely),
    kept('nine in ten', '', nearly),
    ...report.byDepartment.map((one) => kept('department', one.name || one.departmentId, one)),
    ...report.byHour.map((one) => kept('hour', one.hour, one)),
    ...report.byWeekday.map((one) => kept('weekday', one.weekday, one)),
    ...report.overTime.map((one) => kept(report.steps, one.date, one)),
    ...report.byTold.map((one) => [
      ...kept('told seconds', one.withinMs / 1_000, one).slice(0, -2),
      seconds(one.livedMedianMs),
      null,
    ]),
    people('waited', 'all', waits.came, waits),
    people('waited', 'served', waits.served),
    people('waited', 'gave up', gaveUp.count, gaveUp),
    people('waited', 'sent home at closing', waits.sentAway),
    people('waited', 'still waiting', waits.stillWaiting),
    people('first answer', 'answered', firstAnswer.answered, firstAnswer),
    people('first answer', 'unanswered', firstAnswer.unanswered),
    people('gave up', 'left a message', gaveUp.message),
    people('gave up', 'asked for a call', gaveUp.call),
    people('gave up', 'away when called', gaveUp.missed),
    people('gave up', 'turn came later', gaveUp.turnKnown, { medianMs: gaveUp.laterMedianMs, p90Ms: null }),
    people('gave up', 'turn came in time', gaveUp.inTime),
    ...gaveUp.byDepartment.flatMap((one) => joined('department', one.name || one.departmentId, one)),
    ...gaveUp.byHour.flatMap((one) => joined('hour', one.hour, one)),
  ]);
}

const kept = (what: string, which: string | number, one: Kept): Cell[] => [
  ...[what, which, one.told, one.kept, one.broken, one.unknown, one.percent, one.low, one.high],
  ...[one.few ? 1 : 0, null, null, null],
];

const people = (
  what: string,
  which: string,
  count: number,
  spread: { medianMs: number | null; p90Ms: number | null } = { medianMs: null, p90Ms: null },
): Cell[] => [
  ...[what, which, null, null, null, null, null, null, null, null],
  ...[count, seconds(spread.medianMs), seconds(spread.p90Ms)],
];

const joined = (by: string, which: string | number, { came, count }: Left): Cell[][] => [
  people(`joined by ${by}`, `${which}`, came),
  people(`gave up by ${by}`, `${which}`, count),
];

const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
