import type { Place } from '@straks/shared/queue/queue.protocol.ts';

/** What this page remembers of her wait, kept over reloads. */
export interface Told {
  conversationId: string;
  position: number;
  /** How full the bar is, 0 to 1. */
  progress: number;
  /** Until when we said the wait would be over; null when we could not say. */
  untilMs: number | null;
  /** What we told was not kept, and a new time was told: said until she has moved on. */
  slip: NonNullable<Place['slip']> | null;
}

const fullest = 0.96;

/** The bar only moves forward: whatever the new place says, she is never shown to have lost ground. */
export function tell(before: Told | null, place: Place): Told {
  const told = before?.conversationId === place.conversationId ? before : null;
  const slip = slipOf(told, place);
  const untilMs = place.wait.kind === 'range' ? place.at + place.wait.withinMs : null;
  return {
    conversationId: place.conversationId,
    position: place.position,
    progress: Math.max(told?.progress ?? 0, Math.min(fullest, progress(place))),
    untilMs: told?.untilMs && !slip ? told.untilMs : untilMs,
    slip: slip ?? (told?.position === place.position ? told.slip : null),
  };
}

/** The server says it once; whoever was offline then sees it by the time she was told. */
function slipOf(told: Told | null, { slip, at }: Place): Told['slip'] {
  return slip ?? (told?.untilMs && at > told.untilMs ? 'late' : null);
}

/** The part of the whole wait that has passed, by what we think remains; by the place where we cannot say. */
function progress({ position, wait, since, at }: Place): number {
  const passedMs = Math.max(0, at - since);
  if (wait.kind === 'now') return fullest;
  if (wait.kind === 'range') return passedMs / (passedMs + Math.max(1_000, wait.likelyMs));
  return 1 / (1 + position);
}
