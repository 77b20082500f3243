import type { PlannedAgent, Shift, StaffingReport } from '@straks/shared/staffing/staffing.protocol.ts';
import { csv } from '../platform/csv.ts';
import { plannedAt } from './compared.ts';

const header = [
  ...['date', 'weekday', 'time', 'open', 'closed_day', 'expected_chats', 'needed', 'planned', 'short'],
  ...['answered_in_time_percent', 'planned_agents'],
];

/** A line for each quarter-hour of the week. */
export function staffingCsv(
  { days }: StaffingReport,
  agents: readonly PlannedAgent[],
  shifts: readonly Shift[],
): string {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  const working = shifts.flatMap(({ agentId, startsAt: startMs, endsAt: endMs }) => {
    const agent = byId.get(agentId);
    return agent && !agent.disabled ? [{ agentId, startMs, endMs, capacity: 0, name: agent.name }] : [];
  });
  return csv(
    header,
    days.flatMap(({ date, weekday, closed, quarters }) =>
      quarters.map(({ at, clock, open, chats, needed, planned, withinPercent }) => [
        ...[date, weekday, clock, open ? 'yes' : 'no', closed ?? '', chats, needed, planned],
        ...[Math.max(0, needed - planned), withinPercent],
        plannedAt(working, at)
          .map(({ name }) => name)
          .join('; '),
      ]),
    ),
  );
}
