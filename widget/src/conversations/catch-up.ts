import { batch } from '@preact/signals-core';
import type { VisitorSocket } from '../connection/socket.ts';
import type { History } from './history.model.ts';

/** Asks for entries until nothing known of is missing. */
export function createCatchUp(history: History, ask: VisitorSocket['ask']) {
  const { timeline } = history;
  const wanted = new Map<string, number>();
  let filling: Promise<void> | null = null;

  const want = (conversationId: string, seq: number) =>
    wanted.set(conversationId, Math.max(seq, wanted.get(conversationId) ?? 0));

  function fill(): Promise<void> {
    filling ??= fillNow().finally(() => {
      filling = null;
    });
    return filling;
  }

  async function fillNow() {
    for (let now = timeline.value; now && now.lastSeq < (wanted.get(now.conversationId) ?? 0); ) {
      const { conversationId, lastSeq } = now;
      const page = await ask('message:sync', { conversationId, after: lastSeq });
      if (!page.ok) throw new Error(page.code);
      batch(() => history.fill(conversationId, page.entries));
      // What the server does not have cannot be waited for.
      if (!page.more) wanted.set(conversationId, Math.min(wanted.get(conversationId) ?? 0, page.head));
      now = timeline.value;
    }
  }

  /** The page before the oldest she sees. */
  async function earlier() {
    const now = timeline.value;
    const oldest = now?.entries[0]?.seq ?? 1;
    if (!now || oldest <= 1) return;
    const page = await ask('message:sync', { conversationId: now.conversationId, before: oldest }).catch(
      () => null,
    );
    if (page?.ok) history.prepend(now.conversationId, page.entries);
  }

  return { want, fill, earlier };
}
