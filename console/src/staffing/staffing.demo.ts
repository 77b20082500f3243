import type { Me } from '@straks/shared/auth/auth.protocol.ts';
import { gapSentence } from '@straks/shared/staffing/sentences.ts';
import type {
  NeededDay,
  NeededQuarter,
  PlannedAgent,
  Shift,
  StaffingReport,
} from '@straks/shared/staffing/staffing.protocol.ts';
import { ada, demoApp, departments } from '../demo/app.ts';
import type { States } from '../demo/demo.ts';
import { language } from '../language/language.ts';
import type { ConsoleElement } from '../shell/console.element.ts';
import { endOf } from './merged.ts';
import { minuteOf } from './steps.ts';
import '../shell/console.element.ts';

const dates = Array.from({ length: 7 }, (_, place) => `2026-11-${23 + place}`);
const weeks = { week: '2026-W48', previous: '2026-W47', next: '2026-W49', current: '2026-W47' };
const agent = (id: string, name: string, capacity = 3): PlannedAgent => ({
  id,
  name,
  capacity,
  disabled: false,
});
const team = [
  agent(ada.id, 'Ada Lie'),
  agent('agent-bo-0000000000', 'Bo Hansen'),
  agent('agent-cia-000000000', 'Cia Nyström'),
  agent('agent-dag-000000000', 'Dag Moe', 2),
  agent('agent-eva-000000000', 'Eva Holm'),
];

let shiftCount = 0;
const shift = (agentId: string, date: string, from: string, to: string): Shift => {
  shiftCount += 1;
  const at = (clock: string) => Date.parse(`${date}T00:00:00+01:00`) + minuteOf(clock) * 60_000;
  return {
    id: `shift-${shiftCount}-0000000000`,
    agentId,
    date,
    from,
    to,
    startsAt: at(from),
    endsAt: at(to),
  };
};

const workdays = dates.slice(0, 5);
const everyday: Shift[] = [
  ...workdays.map((date) => shift(ada.id, date, '08:00', '15:30')),
  ...workdays.slice(0, 4).map((date) => shift('agent-bo-0000000000', date, '09:00', '16:00')),
  ...[0, 2, 3].map((day) => shift('agent-cia-000000000', dates[day] ?? '', '11:00', '18:00')),
  shift('agent-dag-000000000', dates[2] ?? '', '08:00', '11:30'),
  shift('agent-dag-000000000', dates[2] ?? '', '12:00', '16:00'),
  shift('agent-eva-000000000', dates[4] ?? '', '09:30', '18:00'),
  shift('agent-eva-000000000', dates[5] ?? '', '10:00', '14:00'),
];

/** A morning that swells to noon and falls off, busiest on Monday and Tuesday. */
function chatsAt(day: number, minute: number): number {
  const hump = (at: number, wide: number) => Math.exp(-(((minute - at) / wide) ** 2));
  const level = [1.25, 1.45, 1.05, 1, 0.8, 0.5][day] ?? 0;
  return level * (1.2 + 5.2 * hump(700, 95) + 3 * hump(900, 120));
}

function dayOf(place: number, shifts: readonly Shift[], closed: string | null): NeededDay {
  const date = dates[place] ?? '';
  const [from, to] = place === 5 ? [600, 840] : [480, 1080];
  const quarters: NeededQuarter[] = [];
  for (let minute = from; minute < to && place < 6 && closed === null; minute += 15) {
    const clock = [minute / 60, minute % 60]
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':');
    const chats = Math.round(chatsAt(place, minute) * 100) / 100;
    const needed = Math.max(1, Math.ceil(chats / 2.1));
    const planned = shifts.filter(
      (one) => one.date === date && minuteOf(one.from) <= minute && minute < minuteOf(one.to),
    ).length;
    const withinPercent = Math.max(0, Math.min(99, Math.round(86 - 24 * (needed - planned))));
    quarters.push({
      at: Date.parse(`${date}T00:00:00Z`) + minute * 60_000,
      clock,
      open: true,
      chats,
      needed,
      planned,
      withinPercent,
    });
  }
  return { date, weekday: place + 1, closed, seen: 8, quarters };
}

function gapsOf(days: readonly NeededDay[]): StaffingReport['gaps'] {
  return days.flatMap(({ date, weekday, quarters }) => {
    const runs: NeededQuarter[][] = [];
    for (const quarter of quarters.filter(({ needed, planned }) => needed > planned)) {
      const run = runs.at(-1);
      if (run && endOf(run.at(-1)?.clock ?? '') === quarter.clock) run.push(quarter);
      else runs.push([quarter]);
    }
    return runs.map((run) => {
      const missing = run.map(({ needed, planned }) => needed - planned);
      const gap = {
        ...{ date, weekday, from: run[0]?.clock ?? '', to: endOf(run.at(-1)?.clock ?? '') },
        ...{ short: Math.max(...missing), varies: new Set(missing).size > 1 },
        nobody: run.every(({ planned }) => planned === 0),
      };
      return { ...gap, sentence: gapSentence(gap, 'en') };
    });
  });
}

interface Scene {
  shifts?: readonly Shift[];
  agents?: readonly PlannedAgent[];
  closed?: Partial<Record<number, string>>;
  basis?: Partial<StaffingReport['basis']>;
  me?: Me;
  answers?: Record<string, object>;
  act?(page: Element): void;
  whose?: string;
}

async function show(host: HTMLElement, scene: Scene = {}) {
  const { shifts = everyday, agents = team, closed = {}, basis, me = ada, answers, act, whose } = scene;
  const days = dates.map((_, place) => dayOf(place, shifts, closed[place] ?? null));
  const usual = { weeks: 8, chats: 4_213, gaveUp: 311, workMs: 412_000, patienceMs: 540_000, slowDown: 0.2 };
  const report: StaffingReport = {
    ...weeks,
    ...{ departmentId: whose ?? null, departments: departments.map(({ id, name }) => ({ id, name })) },
    target: { percent: 80, withinMs: 60_000 },
    basis: { ...usual, slowDownMeasured: false, capacity: 3, enough: 'yes', ...basis },
    chats: 512,
    withinPercent: shifts.length === 0 ? 0 : gapsOf(days).length > 0 ? 64 : 87,
    days: basis?.enough === 'none' ? days.map((day) => ({ ...day, quarters: [] })) : days,
    gaps: basis?.enough === 'none' ? [] : gapsOf(days),
  };
  const plan = {
    ...weeks,
    days: days.map(({ date, weekday, closed: name }) => ({ date, weekday, closed: name })),
    ...{ agents, shifts },
  };
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = await demoApp({
    me,
    hash: '#/staffing/2026-W48',
    answers: {
      'GET /api/staffing/shifts': { ok: true, ...plan },
      'GET /api/reports/staffing': { ok: true, ...report },
      'POST /api/staffing/copy': { ok: true, copied: 9, leftOut: 2 },
      'POST /api/staffing/shifts': { ok: false, code: 'conflict', retry: false },
      'PATCH /api/staffing/shifts/:id': { ok: false, code: 'conflict', retry: false },
      ...answers,
    },
  });
  document.documentElement.lang = language();
  host.append(element);
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const page = element.shadowRoot?.querySelector('straks-staffing');
    if (page?.shadowRoot?.querySelector('straks-shift-grid, [role="alert"]')) return act?.(page);
  }
}

const part = (page: Element, name: string) => page.shadowRoot?.querySelector(name)?.shadowRoot;
const click = (page: Element, name: string, selector: string) =>
  setTimeout(() => part(page, name)?.querySelector<HTMLElement>(selector)?.click(), 100);

const covered = [
  ...workdays.flatMap((date) =>
    team.map(({ id }, place) =>
      shift(id, date, place < 2 ? '08:00' : '09:30', place < 3 ? '18:00' : '16:30'),
    ),
  ),
  ...team.slice(0, 2).map(({ id }) => shift(id, dates[5] ?? '', '10:00', '14:00')),
];
const long = 'Maximiliana Konstantinopolitanskaja-Björnstjerne von Hohenzollern';

export const states: States = {
  'a week': (host) => show(host),
  'of a department': (host) => show(host, { whose: departments[1]?.id ?? '' }),
  'nothing missing': (host) => show(host, { shifts: covered }),
  'nobody planned': (host) => show(host, { shifts: [] }),
  'little data': (host) => show(host, { basis: { enough: 'few', weeks: 1, chats: 38 } }),
  'no data': (host) => show(host, { basis: { enough: 'none', weeks: 0, chats: 0 }, shifts: [] }),
  'closed days': (host) =>
    show(host, {
      closed: { 3: 'Skjærtorsdag', 4: 'Langfredag' },
      shifts: everyday.filter(({ date }) => date < '2026-11-26'),
    }),
  'long names': (host) =>
    show(host, {
      agents: team.map((one, place) => ({
        ...one,
        name: place === 1 ? long : one.name,
        disabled: place === 3,
      })),
      closed: { 4: 'Dag für die Donaudampfschifffahrtsgesellschaft und alle ihre Freunde' },
    }),
  'an agent looks': (host) => show(host, { me: { ...ada, role: 'agent' } }),
  'new shift': (host) => show(host, { act: (page) => click(page, 'straks-shift-grid', '.plus') }),
  'a shift that clashes': (host) =>
    show(host, {
      act(page) {
        click(page, 'straks-shift-grid', 'button.shift');
        setTimeout(() => part(page, 'straks-shift-dialog')?.querySelector('form')?.requestSubmit(), 250);
      },
    }),
  'the goal': (host) =>
    show(host, { act: (page) => page.shadowRoot?.querySelector<HTMLElement>('.goal button')?.click() }),
  'last week copied': (host) =>
    show(host, { act: (page) => click(page, 'straks-shift-grid', 'header button') }),
  'could not load': (host) =>
    show(host, {
      answers: { 'GET /api/reports/staffing': { ok: false, code: 'storage_busy', retry: true } },
    }),
};
