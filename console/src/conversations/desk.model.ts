import { computed, signal } from '@lit-labs/signals';
import type { Shelf } from '../storage/shelf.ts';
import { readJson, writeJson } from '../storage/shelf.ts';
import type { Chat } from './chat.model.ts';
import type { Deck } from './deck.ts';
import { emptyDeck, holds, putAway, show, showBeside, togglePin, visible } from './deck.ts';

const key = 'straks.console.deck';

export interface DeskParts {
  /** Kept per window: two windows side by side each have their own desk. */
  shelf: Shelf;
  createChat(id: string): Chat;
  isOver(id: string): boolean;
  /** By her own hand she turned to this one. */
  turnedTo(id: string): void;
  forget(id: string): void;
}

interface Kept {
  deck: Deck;
  over: readonly string[];
}

export type Desk = ReturnType<typeof createDesk>;

/** What lies before the agent: chats side by side, and closed ones until she puts them away. */
export function createDesk({ shelf, createChat, isOver, turnedTo, forget }: DeskParts) {
  const kept = readJson<Kept>(shelf, key);
  const deck = signal<Deck>(kept?.deck ?? emptyDeck);
  /** Closed chats that she has not put away yet. */
  const over = signal<readonly string[]>(kept?.over ?? []);
  const chats = new Map<string, Chat>();
  const fits = signal(1);
  const panes = computed(() => visible(deck.get(), fits.get()));

  function chat(id: string): Chat {
    const known = chats.get(id);
    if (known) return known;
    const fresh = createChat(id);
    chats.set(id, fresh);
    return fresh;
  }

  function change(next: Deck) {
    for (const { id } of deck.get().panes) if (!holds(next, id)) chats.get(id)?.lookAway();
    deck.set(next);
    keep();
    for (const { id } of next.panes) ensureOpen(id);
  }

  function ensureOpen(id: string) {
    const { timeline, open } = chat(id);
    if (timeline.loading.get() === 'not_yet') open().catch(() => timeline.loading.set('not_yet'));
  }

  const keep = () => writeJson(shelf, key, { deck: deck.get(), over: over.get() } satisfies Kept);

  function dismiss(id: string) {
    change(putAway(deck.get(), id));
    over.set(over.get().filter((one) => one !== id));
    keep();
    if (!isOver(id)) return;
    chats.delete(id);
    forget(id);
  }

  /** A chat on the desk was closed; it stays until she dismisses it. */
  function noteOver(id: string) {
    if (over.get().includes(id)) return;
    over.set([...over.get(), id]);
    keep();
  }

  /** After a break, everything opened here reads what it missed. */
  const catchUp = () =>
    Promise.all(
      [...new Set([...chats.keys(), ...deck.get().panes.map(({ id }) => id), ...over.get()])].map((id) =>
        chat(id).open(),
      ),
    );

  const isOnDesk = (id: string) => holds(deck.get(), id) || chats.has(id);
  const focused = () => deck.get().focused;

  function focus(id: string) {
    if (deck.get().focused !== id) change({ ...deck.get(), focused: id });
    turnedTo(id);
  }

  function turn(next: Deck, id: string) {
    change(next);
    turnedTo(id);
  }

  /** On a narrow screen the list comes back; the chats stay where they are. */
  function backToList() {
    const { focused: id } = deck.get();
    if (id) chats.get(id)?.lookAway();
    deck.set({ ...deck.get(), focused: null });
    keep();
  }

  function clear() {
    chats.clear();
    deck.set(emptyDeck);
    over.set([]);
    shelf.remove(key);
  }

  return {
    deck,
    panes,
    fits,
    over,
    chat,
    opened: (id: string) => chats.get(id),
    show: (id: string) => turn(show(deck.get(), id, fits.get()), id),
    showBeside: (id: string) => turn(showBeside(deck.get(), id, fits.get()), id),
    togglePin: (id: string) => change(togglePin(deck.get(), id)),
    leave: (id: string) => change(putAway(deck.get(), id)),
    dismiss,
    noteOver,
    catchUp,
    isOnDesk,
    focus,
    backToList,
    focused,
    clear,
  };
}
