import type { Place } from '@straks/shared/queue/queue.protocol.ts';

/** What this page remembers of her wait, kept over reloads. */
export interface Told {
  conversationId: string;
  /** How full the bar is, 0 to 1. */
  progress: number;
  /** Until when we said the wait would be over; null when we could not say. */
  untilMs: number | null;
  /** The time we told has passed, and a new one was told. */
  hasSlipped: boolean;
}

const fullest = 0.96;

/** The bar only moves forward: whatever the new place says, she is never shown to have lost ground. */
export function tell(before: Told | null, place: Place): Told {
  const told = before?.conversationId === place.conversationId ? before : null;
  const untilMs = place.wait.kind === 'range' ? place.at + place.wait.withinMs : null;
  return {
    conversationId: place.conversationId,
    progress: Math.max(told?.progress ?? 0, Math.min(fullest, progress(place))),
    untilMs: told?.untilMs && place.at <= told.untilMs ? told.untilMs : untilMs,
    hasSlipped: (told?.hasSlipped ?? false) || isBroken(told?.untilMs ?? null, place),
  };
}

const isBroken = (untilMs: number | null, place: Place) => untilMs !== null && place.at > untilMs;

/** The part of the whole wait that has passed, by what we think remains; by the place where we cannot say. */
function progress({ position, wait, since, at }: Place): number {
  const passedMs = Math.max(0, at - since);
  if (wait.kind === 'now') return fullest;
  if (wait.kind === 'range') return passedMs / (passedMs + Math.max(1_000, wait.likelyMs));
  return 1 / (1 + position);
}
