import { effect } from '@preact/signals-core';
import type { Session } from '../connection/session.model.ts';
import type { WayWords } from '../queue/words/way-words.ts';
import { say } from '../ui/say.ts';
import { clock } from '../ui/times.ts';
import { markTitle, ring } from './ring.ts';

const passedOnMs = 1_000;

/** Calls her once per call and browser, whichever tabs are open; the title says it in all of them until she is here. */
export function ringWhenCalled(session: Session, words: WayWords): () => void {
  let unmark: (() => void) | null = null;
  return effect(() => {
    const place = session.line.place.value;
    const called = place?.hold?.called;
    if (!called) {
      unmark?.();
      unmark = null;
      return;
    }
    unmark ??= markTitle(words.turnSoon);
    const name = `${place.conversationId}:${called.returnBy}`;
    void session.exclusive('ring', async () => {
      if (session.kept.get('rung') === name) return;
      session.kept.set('rung', name);
      const text = words.comeBackBefore(clock(say().language, called.returnBy), session.site.value.name);
      ring({ title: words.turnSoon, text, tag: 'straks' });
      // What one tab keeps another may not see at once: the next one looks when browsers have passed it on.
      await new Promise((resolve) => setTimeout(resolve, passedOnMs));
    });
  });
}
