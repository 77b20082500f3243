import { computed, signal } from '@lit-labs/signals';
import type { RefusalCode } from '@straks/shared/result.ts';
import type { Shelf } from '../storage/shelf.ts';
import { readJson, writeJson } from '../storage/shelf.ts';
import { leftOf, problemOf } from './draft.ts';

/** What the composer of one chat keeps over switching, reload and crash. */
interface Draft {
  text: string;
  caret: number;
  /** The last entry there was when these words were begun. */
  begunAtSeq: number | null;
}

/** Words that came back: why, and when they were refused. */
export interface GivenBack {
  code: RefusalCode;
  ownerId: string | null;
}

const empty: Draft = { text: '', caret: 0, begunAtSeq: null };

export type Composer = ReturnType<typeof createComposer>;

/** The words being written to one conversation, and to no other. */
export function createComposer({ conversationId, shelf }: { conversationId: string; shelf: Shelf }) {
  const key = draftKey(conversationId);
  const draft = signal(readJson<Draft>(shelf, key) ?? empty);
  const givenBack = signal<GivenBack | null>(null);
  const text = computed(() => draft.get().text);
  const problem = computed(() => problemOf(text.get()));
  const left = computed(() => leftOf(text.get()));

  function keep(next: Draft) {
    draft.set(next);
    if (next.text === '') shelf.remove(key);
    else writeJson(shelf, key, next);
  }

  function write(words: string, caret: number, lastSeq: number) {
    const { begunAtSeq } = draft.get();
    keep({ text: words, caret, begunAtSeq: words === '' ? null : (begunAtSeq ?? lastSeq) });
    if (words === '') givenBack.set(null);
  }

  const moveCaret = (caret: number) => keep({ ...draft.get(), caret });

  /** Another window wrote here, or gave words back. */
  const reload = () => draft.set(readJson<Draft>(shelf, key) ?? empty);

  /** The agent has seen what came meanwhile and goes on with the same words. */
  const sawNewest = (lastSeq: number) => {
    if (text.get() !== '') keep({ ...draft.get(), begunAtSeq: lastSeq });
  };

  function clear() {
    givenBack.set(null);
    keep(empty);
  }

  /** Puts refused words before what was written since. */
  function giveBack(words: string, why: GivenBack) {
    putBack(shelf, conversationId, words);
    reload();
    givenBack.set(why);
  }

  return {
    conversationId,
    draft,
    text,
    problem,
    left,
    givenBack,
    write,
    moveCaret,
    reload,
    sawNewest,
    clear,
    giveBack,
  };
}

/** Works also for a chat whose composer is not on the desk. */
export function putBack(shelf: Shelf, conversationId: string, words: string) {
  const key = draftKey(conversationId);
  const { text, begunAtSeq } = readJson<Draft>(shelf, key) ?? empty;
  const whole = text === '' ? words : `${words}\n${text}`;
  writeJson(shelf, key, { text: whole, caret: whole.length, begunAtSeq } satisfies Draft);
}

export const draftKey = (conversationId: string) => `straks.console.draft.${conversationId}`;
