import { signal } from '@lit-labs/signals';
import type { Role } from '@straks/shared/auth/auth.protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Shift, ShiftPlan, StaffingReport } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Api } from '../connection/api.ts';
import { closingOf, timeOf } from '../hours/week.ts';
import type { Form } from '../sites/form.model.ts';
import { createForm } from '../sites/form.model.ts';
import { staffingWords } from './words.ts';

/** A week as it was loaded. Only leads are told what is needed. */
export interface Loaded {
  plan: ShiftPlan;
  report: StaffingReport | null;
}

export type WeekState =
  | { kind: 'loading' }
  | { kind: 'refused'; refusal: Refused }
  | ({ kind: 'loaded' } & Loaded);

/** A shift being written; `id` is null while it is new. */
export interface Editing {
  id: string | null;
  agentId: string;
  date: string;
  from: string;
  to: string;
}

export interface TargetFields {
  percent: string;
  seconds: string;
}

export type Staffing = ReturnType<typeof createStaffing>;

const ranks: readonly Role[] = ['agent', 'lead', 'admin', 'owner'];
const usual = { from: '09:00', to: '16:00' };

export function createStaffing({ api, role }: { api: Api; role: Role }) {
  const state = signal<WeekState>({ kind: 'loading' });
  /** The day whose numbers are shown. */
  const day = signal<string | null>(null);
  const editing = signal<Editing | null>(null);
  const busy = signal(false);
  /** Why what was just tried did not work, as a sentence or a code. */
  const fault = signal<string | Refused | null>(null);
  const copied = signal<{ copied: number; leftOut: number } | null>(null);
  const targetForm = signal<Form<TargetFields> | null>(null);
  const mayPlan = ranks.indexOf(role) >= ranks.indexOf('lead');
  const maySetTarget = ranks.indexOf(role) >= ranks.indexOf('admin');
  /** What was asked for last: a week, null is this one, and whose need, null is the site's. */
  let wanted: { week: string | null; departmentId: string | null } = { week: null, departmentId: null };

  /** Shows a week. What is shown stays until the other is here. */
  async function show(week: string | null) {
    wanted = { ...wanted, week };
    copied.set(null);
    if (state.get().kind !== 'loaded') state.set({ kind: 'loading' });
    await load();
  }

  /** The need of one department, or of the site as one. */
  async function ofDepartment(departmentId: string | null) {
    wanted = { ...wanted, departmentId };
    await load();
  }

  async function load() {
    const asked = wanted;
    const { week, departmentId } = asked;
    const query = week === null ? {} : { week };
    const whose = departmentId === null ? {} : { departmentId };
    const [plan, report] = await Promise.all([
      api('GET /api/staffing/shifts', { query }),
      mayPlan ? api('GET /api/reports/staffing', { query: { ...query, ...whose } }) : null,
    ]);
    // Something else was asked for meanwhile.
    if (asked !== wanted) return;
    if (!plan.ok) return state.set({ kind: 'refused', refusal: plan });
    // The department has gone meanwhile.
    if (report?.ok === false && report.code === 'unknown' && departmentId !== null) return ofDepartment(null);
    if (report && !report.ok) return state.set({ kind: 'refused', refusal: report });
    state.set({ kind: 'loaded', plan, report });
    if (!plan.days.some(({ date }) => date === day.get())) day.set(firstDay(plan, report));
  }

  const loaded = (): Loaded | null => {
    const now = state.get();
    return now.kind === 'loaded' ? now : null;
  };

  function begin(agentId: string, date: string) {
    fault.set(null);
    const last = loaded()?.plan.shifts.findLast((shift) => shift.agentId === agentId);
    editing.set({ id: null, agentId, date, from: last?.from ?? usual.from, to: last?.to ?? usual.to });
  }

  function change({ id, agentId, date, from, to }: Shift) {
    fault.set(null);
    editing.set({ id, agentId, date, from, to });
  }

  function edit(fields: Partial<Editing>) {
    const now = editing.get();
    if (now) editing.set({ ...now, ...fields });
  }

  const cancel = () => editing.set(null);

  async function save() {
    const now = editing.get();
    if (!now || busy.get()) return;
    const body = { agentId: now.agentId, date: now.date, from: timeOf(now.from), to: closingOf(now.to) };
    const wrong = faultOf(body);
    if (wrong) return fault.set(wrong);
    const answer = await attempt(() =>
      now.id === null
        ? api('POST /api/staffing/shifts', { body })
        : api('PATCH /api/staffing/shifts/:id', { params: { id: now.id }, body }),
    );
    if (answer?.code === 'conflict') fault.set(staffingWords().clash(nameOf(now.agentId)));
  }

  async function remove() {
    const id = editing.get()?.id;
    if (id) await attempt(() => api('DELETE /api/staffing/shifts/:id', { params: { id } }));
  }

  /** Does it, shows the week as it is then, and closes what was open; or gives back why not. */
  async function attempt(request: () => Promise<{ ok: true } | Refused>): Promise<Refused | null> {
    busy.set(true);
    fault.set(null);
    const answer = await request();
    if (answer.ok) {
      await load();
      editing.set(null);
    } else fault.set(answer);
    busy.set(false);
    return answer.ok ? null : answer;
  }

  const nameOf = (agentId: string) => loaded()?.plan.agents.find(({ id }) => id === agentId)?.name ?? '';

  async function copyLastWeek() {
    const plan = loaded()?.plan;
    if (!plan || busy.get()) return;
    copied.set(null);
    await attempt(async () => {
      const body = { from: plan.previous, to: plan.week };
      const answer = await api('POST /api/staffing/copy', { body });
      if (answer.ok) copied.set(answer);
      return answer;
    });
  }

  function openTarget() {
    const target = loaded()?.report?.target;
    if (!target) return;
    const fields = { percent: String(target.percent), seconds: String(Math.round(target.withinMs / 1_000)) };
    targetForm.set(
      createForm<TargetFields>({
        saved: fields,
        check: (typed) => (targetOf(typed) ? {} : { percent: staffingWords().badTarget }),
        async save(changed) {
          const target = targetOf({ ...fields, ...changed });
          const answer = await api('PATCH /api/settings/staffing', { body: target ?? {} });
          if (!answer.ok) return answer;
          await load();
          targetForm.set(null);
          return { ok: true, values: { ...fields, ...changed } };
        },
      }),
    );
  }

  const closeTarget = () => targetForm.set(null);

  return {
    ...{ state, day, editing, busy, fault, copied, targetForm, mayPlan, maySetTarget },
    ...{
      show,
      ofDepartment,
      load,
      begin,
      change,
      edit,
      cancel,
      save,
      remove,
      copyLastWeek,
      openTarget,
      closeTarget,
    },
  };
}

/** The first day that lacks somebody; else the first that is open. */
function firstDay(plan: ShiftPlan, report: StaffingReport | null): string | null {
  const open = report?.days.find(({ quarters }) => quarters.length > 0);
  return report?.gaps[0]?.date ?? open?.date ?? plan.days[0]?.date ?? null;
}

const isClock = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);

function faultOf({ from, to }: { from: string; to: string }): string | null {
  const { badTimes, noLength } = staffingWords();
  if (!isClock(from) || !(isClock(to) || to === '24:00')) return badTimes;
  return hoursBetween(from, to) > 16 || from === to ? noLength : null;
}

/** How many hours from one time to the next such other. */
export function hoursBetween(from: string, to: string): number {
  const hours = (clock: string) => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60;
  const between = hours(to) - hours(from);
  return between > 0 ? between : between + 24;
}

function targetOf({ percent, seconds }: TargetFields) {
  const [share, time] = [Number(percent), Number(seconds)];
  const right =
    [share, time].every(Number.isInteger) && share >= 10 && share <= 99 && time >= 5 && time <= 3_600;
  return right ? { percent: share, withinMs: time * 1_000 } : null;
}
