import type { Day, Quarter } from './calendar.ts';
import { type Learned, perMs, type Slot, slotKey } from './learned.ts';
import type { Demand } from './needed.ts';

/** What is expected of a quarter-hour that comes. */
export interface Expected extends Quarter {
  open: boolean;
  chats: number;
  demand: Demand;
}

/** A quarter-hour's own work counts against the site's once it is that of some chats. */
const beliefInChats = 30;
/** Less than this is nobody: somebody came once, at an hour at which nobody comes. */
const hardlyAnybody = 0.1;
const nothing: Slot = { came: 0, chats: 0, workMs: 0 };

/** What is expected of each quarter-hour of a day, from the past days of its name. */
export function expectDay(
  learned: Learned,
  { weekday }: Day,
  quarters: readonly Quarter[],
  isOpen: (atMs: number) => boolean,
): Expected[] {
  const weight = learned.weekdays.get(weekday)?.weight ?? 0;
  const slots = quarters.map(({ clock }) => learned.slots.get(slotKey(weekday, clock)) ?? nothing);
  const means = quarters.map(({ atMs }, place) =>
    isOpen(atMs) && weight > 0 ? (slots[place] ?? nothing).came / weight : null,
  );
  return quarters.map((quarter, place) => {
    const smooth = smoothed(means, place);
    const chats = smooth < hardlyAnybody ? 0 : smooth;
    return {
      ...quarter,
      open: isOpen(quarter.atMs),
      chats,
      demand: demandOf(learned, slots[place] ?? nothing, chats),
    };
  });
}

function demandOf({ workMs, patienceMs, slowDown }: Learned, slot: Slot, chats: number): Demand {
  const ownWorkMs = (slot.workMs + beliefInChats * workMs) / (slot.chats + beliefInChats);
  return { comePerMs: perMs(chats), workMs: ownWorkMs, patienceMs, slowDown };
}

const weights = [
  [-1, 1],
  [0, 2],
  [1, 1],
] as const;

/** A few weeks make a rough curve; the open quarters beside this one know something of it too. */
function smoothed(means: readonly (number | null)[], place: number): number {
  if (means[place] === null) return 0;
  let sum = 0;
  let all = 0;
  for (const [away, weight] of weights) {
    const mean = means[place + away];
    if (mean === null || mean === undefined) continue;
    sum += weight * mean;
    all += weight;
  }
  return sum / all;
}
