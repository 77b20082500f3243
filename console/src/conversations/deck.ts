/** One place on the desk. A pinned one stays when the next chat is opened. */
export interface Pane {
  id: string;
  pinned: boolean;
}

/** Up to three chats side by side, and which of them the keyboard speaks to. */
export interface Deck {
  panes: readonly Pane[];
  focused: string | null;
}

export const mostPanes = 3;
export const emptyDeck: Deck = { panes: [], focused: null };

/** Shows a chat: where it lies already, else in the place of an unpinned one, else beside, while it fits. */
export function show(deck: Deck, id: string, fits: number): Deck {
  if (holds(deck, id)) return { ...deck, focused: id };
  const fresh: Pane = { id, pinned: false };
  const free = deck.panes.find((pane) => !pane.pinned);
  if (free) return { panes: deck.panes.map((pane) => (pane === free ? fresh : pane)), focused: id };
  if (deck.panes.length < Math.min(fits, mostPanes)) return { panes: [...deck.panes, fresh], focused: id };
  return { panes: [...deck.panes.slice(0, -1), fresh], focused: id };
}

/** Shows a chat beside those that lie there already. */
export const showBeside = (deck: Deck, id: string, fits: number): Deck =>
  show(holds(deck, id) ? deck : pinAll(deck), id, fits);

export const togglePin = (deck: Deck, id: string): Deck => ({
  ...deck,
  panes: deck.panes.map((pane) => (pane.id === id ? { ...pane, pinned: !pane.pinned } : pane)),
});

export function putAway(deck: Deck, id: string): Deck {
  const panes = deck.panes.filter((pane) => pane.id !== id);
  if (deck.focused !== id) return { ...deck, panes };
  const place = deck.panes.findIndex((pane) => pane.id === id);
  return { panes, focused: (panes[place] ?? panes.at(-1))?.id ?? null };
}

/** What the width has room for: the focused chat always, its neighbours as far as they fit. */
export function visible(deck: Deck, fits: number): readonly Pane[] {
  const room = Math.max(1, Math.min(fits, mostPanes));
  if (deck.panes.length <= room) return deck.panes;
  const focused = Math.max(
    0,
    deck.panes.findIndex(({ id }) => id === deck.focused),
  );
  const first = Math.min(focused, deck.panes.length - room);
  return deck.panes.slice(first, first + room);
}

export const holds = (deck: Deck, id: string) => deck.panes.some((pane) => pane.id === id);

const pinAll = (deck: Deck): Deck => ({
  ...deck,
  panes: deck.panes.map((pane) => ({ ...pane, pinned: true })),
});
