import type { Session } from '../connection/session.model.ts';
import type { Welcome } from '../conversations/welcome.model.ts';
import { createLate } from '../ui/late.ts';
import { say } from '../ui/say.ts';
import { wayWordsIn } from './words/way-words.ts';

/** What she may do instead of waiting: most chats are answered without it. */
export function createWaysDoor(session: Session, welcome: Welcome) {
  function isWanted(): boolean {
    const screen = session.screen.value;
    if (screen === 'case') return session.callback.value !== null;
    if (screen === 'welcome') return session.site.value.offers.callback && welcome.isWaitHard.value;
    // Whoever is answered at once never has a place.
    return session.line.place.value !== null;
  }

  return createLate(isWanted, async () => {
    const [{ openWays }, words] = await Promise.all([import('./ways.tsx'), wayWordsIn(say().language)]);
    return openWays(session, welcome, words);
  });
}
