import { signal } from '@preact/signals-core';
import type { limits } from '@straks/shared/wire/wire.protocol.ts';
import type { Kept } from '../connection/kept.ts';

/** The wire's own number, checked by its type, since its schema code is not for the browser. */
export const messageLength: typeof limits.messageLength = 10_000;
const toldFrom = messageLength - 500;

const typingEveryMs = 3_000;
const typingStopsMs = 4_000;

export type Composer = ReturnType<typeof createComposer>;
export type Draft = ReturnType<typeof createDraft>;

/** Words not sent yet, kept over a reload. */
export function createDraft(kept: Kept, name: string) {
  const text = signal(kept.get(name) ?? '');
  return {
    text,
    set(value: string) {
      text.value = value;
      if (value) kept.set(name, value);
      else kept.remove(name);
    },
    /** Words that come back stand before what was written since. */
    giveBack(words: string) {
      this.set([words, text.value].filter((part) => part.trim()).join('\n\n'));
    },
  };
}

/** Characters left, once it is worth telling; below zero is too long. A sign outside the first plane is one. */
export function charactersLeft(text: string): number | null {
  if (text.length <= toldFrom) return null;
  const left = messageLength - Array.from(text).length;
  return left > messageLength - toldFrom ? null : left;
}

/** Says that she writes: at most each three seconds, and that she stopped after four of silence. */
export function createTyping(say: (typing: boolean) => void, nowMs: () => number) {
  let saidMs = Number.NEGATIVE_INFINITY;
  let ending: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(ending);
    if (saidMs !== Number.NEGATIVE_INFINITY) say(false);
    saidMs = Number.NEGATIVE_INFINITY;
  };
  return {
    stop,
    wrote(text: string) {
      if (!text.trim()) return stop();
      clearTimeout(ending);
      ending = setTimeout(stop, typingStopsMs);
      if (nowMs() - saidMs < typingEveryMs) return;
      saidMs = nowMs();
      say(true);
    },
  };
}

interface ComposerParts {
  draft: Draft;
  /** False when there is no room for more unsent words. */
  say(text: string): boolean;
  typing(typing: boolean): void;
  nowMs(): number;
}

/** The field below a conversation. */
export function createComposer({ draft, say, typing, nowMs }: ComposerParts) {
  const isFull = signal(false);
  const writing = createTyping(typing, nowMs);
  const left = () => charactersLeft(draft.text.value);
  const canSend = () => draft.text.value.trim() !== '' && (left() ?? 0) >= 0;
  return {
    draft,
    isFull,
    left,
    canSend,
    rest: writing.stop,
    write(text: string) {
      draft.set(text);
      writing.wrote(text);
    },
    send() {
      if (!canSend()) return;
      isFull.value = !say(draft.text.value.trim());
      if (isFull.value) return;
      writing.stop();
      draft.set('');
    },
  };
}
