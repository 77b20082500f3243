import { effect } from '@preact/signals-core';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import type { VNode } from 'preact';
import { CallHead, CallMe } from '../callbacks/call.tsx';
import type { Session } from '../connection/session.model.ts';
import type { Welcome } from '../conversations/welcome.model.ts';
import { ringWhenCalled } from '../holds/called.ts';
import { Called, Held } from '../holds/held.tsx';
import { Keep } from '../holds/keep.tsx';
import { wear } from '../ui/style.ts';
import { Choices, Foot } from './choices.tsx';
import { MessageInstead } from './instead.tsx';
import { createWays } from './ways.model.ts';
import { waysStyle } from './ways.style.ts';
import { whyNow } from './why.ts';
import { speakOfWays, wayWords } from './words/say-ways.ts';
import type { WayWords } from './words/way-words.ts';

export type Ways = ReturnType<typeof openWays>;

/** The door of what is fetched late: pictures of all she may do instead of waiting. */
export function openWays(session: Session, welcome: Welcome, words: WayWords) {
  speakOfWays(words);
  wear(waysStyle);
  const ways = createWays(session, welcome);
  const all = { session, welcome, ways };
  const held = () => session.line.place.value?.hold;
  const stops = [
    ringWhenCalled(session, words),
    // What she had begun belongs to the picture it stood in.
    effect(() => void (session.screen.value && ways.choose(null))),
  ];

  return {
    model: ways,
    /** Fills the panel while she is at it. */
    instead(): VNode | null {
      if (held()?.called) return null;
      switch (ways.chosen.value) {
        case 'tell':
          return <Keep {...all} />;
        case 'call':
          return <CallMe {...all} />;
        case 'message':
          return <MessageInstead {...all} />;
        default:
          return null;
      }
    },
    /** In place of her standing. */
    called(): VNode | null {
      const hold = held();
      return hold?.called ? <Called {...all} hold={hold} returnBy={hold.called.returnBy} /> : null;
    },
    why: (place: Place): string | null => whyNow(session, place),
    /** Under her standing. */
    below(): VNode | null {
      const hold = held();
      if (hold?.called) return null;
      if (hold) return <Held {...all} hold={hold} />;
      return ways.isOffered.value ? <Choices ways={ways} /> : null;
    },
    foot: (): VNode => <Foot ways={ways} isHeld={held() !== undefined} />,
    /** On the first form. */
    callInstead: (): VNode => (
      <button type="button" class="quiet" onClick={() => ways.choose('call')}>
        {wayWords().callMe}
      </button>
    ),
    /** Above a left message that is a call. */
    caseHead: (): VNode | null => (session.callback.value ? <CallHead {...all} /> : null),
    end() {
      for (const stop of stops) stop();
    },
  };
}
