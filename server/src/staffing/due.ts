/** An agent is to be at work then. */
export interface Due {
  agentId: string;
  startMs: number;
  endMs: number;
}

/** Whoever begins so soon is as good as expected. */
export const dueBeforeMs = 30 * 60_000;

export const isDueIn = ({ startMs, endMs }: Due, nowMs: number): boolean =>
  startMs - dueBeforeMs < nowMs && nowMs < endMs;

/** The shifts that come next, in memory: whoever forecasts the wait asks for every agent, and cannot wait itself. */
export function createAhead(load: () => Promise<readonly Due[]>) {
  let ahead = new Map<string, Due[]>();

  async function look(): Promise<void> {
    ahead = Map.groupBy(await load(), ({ agentId }) => agentId);
  }

  const isDue = (agentId: string, nowMs: number): boolean =>
    ahead.get(agentId)?.some((shift) => isDueIn(shift, nowMs)) ?? false;

  return { look, isDue };
}
