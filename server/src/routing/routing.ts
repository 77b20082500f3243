import { createAsking } from './asking.ts';
import { createAssigning } from './assigning.ts';
import { createHandingOver } from './handing-over.ts';
import { createLeaving } from './leaving.ts';
import { createMovingLines } from './moving-lines.ts';
import { createRinging } from './ringing.ts';
import { createRoutingStore } from './routing.store.ts';
import { createSteps, type RoutingParts } from './steps.ts';

export type { Act, Agent, Besides, RoutingParts, Visitor, Words } from './steps.ts';

/** How a visitor gets to an agent, and away again. Each function is one story, kept whole or not at all. */
export function createRouting(parts: RoutingParts) {
  const store = createRoutingStore(parts.db);
  const story = { ...parts, store, steps: createSteps(parts, store) };
  return {
    ...createAsking(story),
    ...createAssigning(story),
    ...createRinging(story),
    ...createHandingOver(story),
    ...createLeaving(story),
    ...createMovingLines(story),
  };
}

export type Routing = ReturnType<typeof createRouting>;
