import { computed, signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Layout } from './freeze.ts';
import { freeze, layoutOf } from './freeze.ts';
import type { Inbox } from './inbox.model.ts';

interface Held {
  layout: Layout;
  items: ReadonlyMap<string, AgentConversation>;
}

export type List = ReturnType<typeof createList>;

const pointerRestsAfterMs = 4_000;

/** The list as it is drawn: it holds still while the mouse moves over it or the keyboard walks through it. */
export function createList(inbox: Inbox) {
  const held = signal<Held | null>(null);
  const fresh = computed(() => layoutOf(inbox.sections.get()));
  const shown = computed(() => {
    const now = held.get();
    return now ? freeze(now.layout, fresh.get()) : { layout: fresh.get(), newcomers: [] };
  });
  let pointerRests: ReturnType<typeof setTimeout> | undefined;
  let keyboardInside = false;

  function hold() {
    if (!held.get()) held.set({ layout: fresh.get(), items: inbox.snapshot.get().items });
  }

  function pointerMoved() {
    hold();
    clearTimeout(pointerRests);
    pointerRests = setTimeout(letGoUnlessKeyboard, pointerRestsAfterMs);
  }

  function pointerLeft() {
    clearTimeout(pointerRests);
    letGoUnlessKeyboard();
  }

  function keyboardEntered() {
    keyboardInside = true;
    hold();
  }

  function keyboardLeft() {
    keyboardInside = false;
    letGo();
  }

  const letGoUnlessKeyboard = () => {
    if (!keyboardInside) letGo();
  };

  function letGo() {
    clearTimeout(pointerRests);
    held.set(null);
  }

  /** A row that holds its place may stand for a conversation that has left the list. */
  const find = (id: string) => inbox.find(id) ?? held.get()?.items.get(id) ?? null;

  return {
    shown,
    fresh,
    find,
    listed: inbox.listed,
    pointerMoved,
    pointerLeft,
    keyboardEntered,
    keyboardLeft,
  };
}
