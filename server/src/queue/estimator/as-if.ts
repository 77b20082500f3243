import { departmentOf, newWaitState, type WaitState } from './wait-state.ts';

/**
 * The same state with one line more, in which nobody stands yet: served by these agents, and for the rest like another one.
 * Made to be forecast from, not to take in what happens.
 */
export function asIf(state: WaitState, line: string, like: string, agentIds: ReadonlySet<string>): WaitState {
  const known = state.departments.get(like) ?? departmentOf(newWaitState(), like);
  const departments = new Map(state.departments).set(line, { ...known, line: [], absent: [] });
  const agents = new Map(
    [...state.agents].map(([id, agent]) => {
      const departmentIds = agent.departmentIds.filter((served) => served !== line);
      if (!agentIds.has(id)) return [id, { ...agent, departmentIds }];
      return [id, { ...agent, departmentIds: [...departmentIds, line], team: `${agent.team} ${line}` }];
    }),
  );
  return { ...state, departments, agents };
}
