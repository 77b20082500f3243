import type { Dialogue } from './dialogues.ts';

export interface Paced {
  dialogue: Dialogue;
  /** When it begins, in the replay's own time. */
  startMs: number;
  /** When its last turn is due. */
  endMs: number;
}

/** A silence of the whole house longer than this is shortened to it: nights prove nothing. */
const longestSilenceSeconds = 60;

/** The set's own starts and pauses, divided by `speed`. */
export function pace(dialogues: readonly Dialogue[], speed: number): Paced[] {
  let skipped = 0;
  let busyUntil = Number.POSITIVE_INFINITY;
  let firstStart: number | undefined;
  return dialogues
    .toSorted((a, b) => a.start - b.start)
    .map((dialogue) => {
      skipped += Math.max(0, dialogue.start - busyUntil - longestSilenceSeconds);
      firstStart ??= dialogue.start;
      const end = dialogue.start + (dialogue.turns.at(-1)?.t ?? 0);
      busyUntil = Math.max(end, Number.isFinite(busyUntil) ? busyUntil : end);
      const inReplay = (seconds: number) => ((seconds - (firstStart ?? 0) - skipped) * 1000) / speed;
      return { dialogue, startMs: inReplay(dialogue.start), endMs: inReplay(end) };
    });
}
