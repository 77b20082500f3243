import { signal } from '@lit-labs/signals';
import type { Kept, Period, WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Api } from '../connection/api.ts';

export type WaitsState =
  | { kind: 'loading' }
  | { kind: 'refused'; refusal: Refused }
  | { kind: 'loaded'; report: WaitsReport };

export const spans = [7, 28, 90] as const;
export type Verdict = 'good' | 'short' | 'long' | 'few';

/** What is told within these holds: nobody can ask for more of eight in ten. */
const fair = { low: 76, high: 86 };

/** Only what is certain is said: as long as the true share may be fair, it is. */
export function verdictOf({ few, low, high }: Kept): Verdict {
  if (few) return 'few';
  if (high < fair.low) return 'short';
  return low > fair.high ? 'long' : 'good';
}

const dayMs = 86_400_000;
const dateBefore = (to: string, days: number) =>
  new Date(Date.parse(`${to}T00:00Z`) - days * dayMs).toISOString().slice(0, 10);

/** How many days a period holds, both ends counted in. */
export const daysIn = ({ from, to }: { from: string; to: string }) =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / dayMs) + 1;

export type Waits = ReturnType<typeof createWaits>;

export function createWaits(api: Api) {
  const state = signal<WaitsState>({ kind: 'loading' });
  const busy = signal(false);
  let asked: Period = {};

  /** What is shown stays until the other is here. */
  async function show(period: Period) {
    asked = period;
    busy.set(true);
    const answer = await api('GET /api/reports/waits', { query: period });
    // Something else was asked for meanwhile.
    if (asked !== period) return;
    busy.set(false);
    state.set(answer.ok ? { kind: 'loaded', report: answer.report } : { kind: 'refused', refusal: answer });
  }

  const change = (period: Period) => show({ ...asked, ...period });
  /** So many days up to the last one shown as the end: today, unless another was chosen. */
  const showLast = (days: number, today: string) => change({ from: dateBefore(today, days - 1), to: today });

  function ofDepartment(departmentId: string | null) {
    const { departmentId: _, ...rest } = asked;
    return show(departmentId === null ? rest : { ...rest, departmentId });
  }

  return { state, busy, show, again: () => show(asked), change, showLast, ofDepartment, asked: () => asked };
}
