import { computed, signal } from '@preact/signals-core';
import type { Kept } from '../connection/kept.ts';
import type { Session } from '../connection/session.model.ts';
import { createWelcome } from '../conversations/welcome.model.ts';
import { createComposer, createDraft } from '../messages/composer.model.ts';
import { rowsOf } from '../messages/rows.ts';
import { createWaysDoor } from '../queue/ways.ts';
import { createRatingDoor } from '../ratings/rating.ts';
import { createSure } from './sure.model.ts';

export type PanelModel = ReturnType<typeof createPanel>;

/** All that the pictures of the panel show and call. They keep no state of their own. */
export function createPanel(session: Session, ofTab: Kept) {
  const { conversation, timeline } = session.history;
  const welcome = createWelcome(session, createDraft(ofTab, 'draft:welcome'));
  const composer = createComposer({
    draft: createDraft(ofTab, 'draft:chat'),
    say: session.sending.say,
    typing: (typing) => void session.typing(typing),
    nowMs: Date.now,
  });
  /** Her words to a chat that had ended. */
  const isWritingAgain = signal(false);
  const again = createComposer({
    draft: createDraft(ofTab, 'draft:again'),
    say(text) {
      isWritingAgain.value = false;
      return session.reopen(text);
    },
    typing: () => {},
    nowMs: Date.now,
  });
  const ways = createWaysDoor(session, welcome);
  const rating = createRatingDoor(session);
  const readSeq = computed(() => conversation.value?.readByAgentSeq ?? 0);
  const rows = computed(() =>
    rowsOf(timeline.value?.entries ?? [], session.sending.unsent.value, readSeq.value),
  );
  /** The server's clock as it stands in the picture; whoever shows the panel makes it run. */
  const nowMs = signal(session.serverNowMs());

  /** An ended conversation makes room for the next; words nobody answered come along. */
  function begin() {
    const words = wasAnswered.value ? '' : saidByHer();
    session.dismiss();
    session.sending.reuse();
    if (words) welcome.draft.giveBack(words);
  }
  const wasAnswered = computed(() => conversation.value?.agent != null);
  const saidByHer = () =>
    (timeline.value?.entries ?? [])
      .flatMap((entry) => (entry.kind === 'message' && entry.from === 'visitor' ? entry.text : []))
      .join('\n\n');

  return {
    session,
    welcome,
    composer,
    rows,
    nowMs,
    wasAnswered,
    begin,
    ending: createSure(session.endChat),
    again,
    isWritingAgain,
    ways,
    rating,
    /** To be called from an effect. */
    fetchWanted() {
      ways.fetchIfWanted();
      rating.fetchIfWanted();
    },
  };
}
