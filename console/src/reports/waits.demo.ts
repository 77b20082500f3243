import type { Kept, Left, WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import { demoApp, departments } from '../demo/app.ts';
import type { States } from '../demo/demo.ts';
import { language } from '../language/language.ts';
import type { ConsoleElement } from '../shell/console.element.ts';
import '../shell/console.element.ts';

const minute = 60_000;

function chanceFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function kept(told: number, percent: number, unknown = 0): Kept {
  const known = told - unknown;
  const hits = Math.round((known * percent) / 100);
  const spread = known === 0 ? 50 : 100 * Math.sqrt((0.16 + 1 / known) / known) * 1.96;
  return {
    ...{ told, kept: hits, broken: known - hits, unknown },
    percent: known === 0 ? null : Math.round((1_000 * hits) / known) / 10,
    low: known === 0 ? 0 : Math.max(0, Math.round(10 * (percent - spread)) / 10),
    high: known === 0 ? 100 : Math.min(100, Math.round(10 * (percent + spread)) / 10),
    few: known < 20,
  };
}

function left(came: number, percent: number): Left {
  const count = Math.round((came * percent) / 100);
  const spread = came === 0 ? 50 : 100 * Math.sqrt((0.07 + 1 / came) / came) * 1.96;
  return {
    ...{ came, count, percent: came === 0 ? null : Math.round((1_000 * count) / came) / 10 },
    low: came === 0 ? 0 : Math.max(0, Math.round(10 * (percent - spread)) / 10),
    high: came === 0 ? 100 : Math.min(100, Math.round(10 * (percent + spread)) / 10),
    few: came < 20,
  };
}

const toldTimes = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30];

function reportOf(people: number, off = 1): WaitsReport {
  const chance = chanceFrom(11);
  const points = Array.from({ length: Math.min(400, people) }, () => {
    const withinMs = (toldTimes[Math.floor(chance() ** 1.5 * toldTimes.length)] ?? 1) * minute;
    // Eight in ten below what was told.
    const livedMs = Math.round(withinMs * off * (-Math.log(chance()) / 1.609) ** 0.75);
    return { withinMs, aboutMs: withinMs / 2, livedMs, served: chance() > 0.08 };
  });
  const heldFor = (many: typeof points) =>
    Math.round(
      (100 * many.filter(({ livedMs, withinMs }) => livedMs <= withinMs).length) / Math.max(1, many.length),
    );
  const total = heldFor(points);
  const first = kept(people, total, Math.round(people * 0.03));
  const sorted = (many: typeof points) => many.map(({ livedMs }) => livedMs).toSorted((a, b) => a - b);
  return {
    ...{ from: '2026-10-25', to: '2026-11-21', zone: 'Europe/Oslo', tellings: 'first', departmentId: null },
    departments: departments.map(({ id, name }) => ({ id, name })),
    ...{
      first,
      all: kept(people * 3, Math.min(100, total + 2)),
      likely: kept(people, 52),
      nearly: kept(people, 91),
    },
    byDepartment: departments.map(({ id, name }, place) => ({
      ...{ departmentId: id, name },
      ...kept(Math.round(people * (place === 0 ? 0.82 : 0.18)), total + (place === 0 ? 1 : -6)),
    })),
    byHour: Array.from({ length: 9 }, (_, place) => ({
      hour: 8 + place,
      ...kept(
        Math.round((people * (1 + 6 * Math.exp(-(((place - 4) / 2) ** 2)))) / 31),
        total - 4 + ((place * 5) % 9),
      ),
    })),
    byWeekday: [1, 2, 3, 4, 5, 6].map((weekday) => ({
      weekday,
      ...kept(Math.round((people * (weekday === 6 ? 1 : 5)) / 26), total - 5 + ((weekday * 4) % 11)),
    })),
    overTime: Array.from({ length: 24 }, (_, place) => ({
      date: new Date(Date.parse('2026-10-26T00:00Z') + (place + Math.floor(place / 6)) * 86_400_000)
        .toISOString()
        .slice(0, 10),
      ...kept(Math.round((people * (place % 6 === 5 ? 1 : 5)) / 104), total - 8 + ((place * 7) % 15)),
    })),
    steps: 'day',
    byTold: toldTimes.flatMap((time) => {
      const many = points.filter(({ withinMs }) => withinMs === time * minute);
      const lived = sorted(many);
      return many.length === 0
        ? []
        : {
            ...{
              withinMs: time * minute,
              ...kept(Math.round((many.length * people) / points.length), heldFor(many)),
            },
            livedMedianMs: lived[Math.floor(lived.length * 0.5)] ?? null,
            lived80Ms: lived[Math.floor(lived.length * 0.8)] ?? null,
          };
    }),
    points,
    waits: {
      ...{
        came: Math.round(people * 1.6),
        served: Math.round(people * 1.5),
        gaveUp: Math.round(people * 0.09),
        sentAway: Math.round(people * 0.008),
      },
      ...{ stillWaiting: 2, medianMs: 74_000, p90Ms: 9.4 * minute },
    },
    firstAnswer: {
      ...{ answered: Math.round(people * 1.5), unanswered: Math.round(people * 0.1) },
      ...{ medianMs: 96_000, p90Ms: 10.2 * minute },
    },
    gaveUp: {
      ...{ count: Math.round(people * 0.09), percent: 5.6, medianMs: 2.8 * minute, p90Ms: 9 * minute },
      ...{ message: Math.round(people * 0.03), call: Math.round(people * 0.01), missed: 3 },
      byDepartment: departments.map(({ id, name }, place) => ({
        ...{ departmentId: id, name },
        ...left(Math.round(people * (place === 0 ? 1.31 : 0.29)), place === 0 ? 5 : 9),
      })),
      byHour: Array.from({ length: 9 }, (_, place) => ({
        hour: 8 + place,
        ...left(
          Math.round((1.6 * people * (1 + 6 * Math.exp(-(((place - 4) / 2) ** 2)))) / 31),
          2 + 9 * Math.exp(-(((place - 4) / 2) ** 2)),
        ),
      })),
      ...{ turnKnown: Math.round(people * 0.07), inTime: Math.round(people * 0.05), laterMedianMs: 100_000 },
    },
    corrections: [
      { line: 'next', percent: 3.8 },
      { line: 'short', percent: off > 1 ? 28.2 : -2.1 },
      { line: 'long', percent: 12.4 },
    ],
  };
}

const nothing = (): WaitsReport => ({
  ...reportOf(0),
  ...{ first: kept(0, 0), all: kept(0, 0), byDepartment: [], byHour: [], byWeekday: [], overTime: [] },
  ...{ byTold: [], points: [] },
  waits: { came: 0, served: 0, gaveUp: 0, sentAway: 0, stillWaiting: 0, medianMs: null, p90Ms: null },
  corrections: [],
});

async function show(host: HTMLElement, answer: object, act?: (page: ShadowRoot) => void) {
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = await demoApp({ hash: '#/waits', answers: { 'GET /api/reports/waits': answer } });
  document.documentElement.lang = language();
  host.append(element);
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const page = element.shadowRoot?.querySelector('straks-waits')?.shadowRoot;
    if (page?.querySelector('header, [role="alert"]')) return act?.(page);
  }
}

const long = 'Donaudampfschifffahrtsgesellschaft for Maximiliana Konstantinopolitanskaja-Björnstjerne';

export const states: States = {
  'four weeks': (host) => show(host, { ok: true, report: reportOf(1_204) }),
  'as a table': (host) =>
    show(host, { ok: true, report: reportOf(1_204) }, (page) =>
      page.querySelector('details')?.setAttribute('open', ''),
    ),
  'told too short': (host) => show(host, { ok: true, report: reportOf(1_204, 1.5) }),
  'told too long': (host) => show(host, { ok: true, report: reportOf(1_204, 0.6) }),
  'little data': (host) => show(host, { ok: true, report: reportOf(14) }),
  'no data': (host) => show(host, { ok: true, report: nothing() }),
  'long names': (host) => {
    const report = reportOf(400);
    const named = <Of extends { name: string }>(all: Of[]) =>
      all.map((one, place) => (place === 0 ? { ...one, name: long } : one));
    const renamed = { departments: named(report.departments), byDepartment: named(report.byDepartment) };
    return show(host, { ok: true, report: { ...report, ...renamed } });
  },
  'could not load': (host) => show(host, { ok: false, code: 'timed_out', retry: true }),
};
