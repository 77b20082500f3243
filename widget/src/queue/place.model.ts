import { signal } from '@preact/signals-core';
import type { Hold, Place } from '@straks/shared/queue/queue.protocol.ts';
import type { Kept } from '../connection/kept.ts';
import type { Told } from './progress.ts';
import { tell } from './progress.ts';

const name = 'told';

/** Her place in line as last heard, and what she has been told about it. */
export function createPlace(kept: Kept) {
  const place = signal<Place | null>(null);
  const told = signal<Told | null>(recall(kept));

  function hear(next: Place) {
    const now = place.value;
    if (now?.conversationId === next.conversationId && now.at > next.at) return;
    const reason = next.reason ?? reasonFor(next);
    place.value = reason ? { ...next, reason } : next;
    told.value = tell(told.value, next);
    kept.set(name, JSON.stringify(told.value));
  }

  function reasonFor({ conversationId, position }: Place): Place['reason'] {
    const before = told.value;
    if (before?.conversationId !== conversationId) return undefined;
    // A server that has just begun, or another, may not know the number she was told last.
    if (position > before.position) return 'moved';
    // "You are back in line because …" stands until the place changes again.
    return position === before.position ? place.value?.reason : undefined;
  }

  /** What the answer to her own wish says, before the next place says it too. */
  function hold(next: Hold | undefined) {
    const { hold: _, ...rest } = place.value ?? {};
    if (place.value) place.value = { ...rest, ...(next && { hold: next }) } as Place;
  }

  function clear() {
    if (!told.value) return;
    place.value = told.value = null;
    kept.remove(name);
  }

  return { place, told, hear, hold, clear };
}

function recall(kept: Kept): Told | null {
  try {
    return JSON.parse(kept.get(name) ?? 'null');
  } catch {
    return null;
  }
}
