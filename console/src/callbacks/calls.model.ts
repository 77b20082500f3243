import { signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Ask } from '../connection/ask.ts';
import type { Acts } from '../conversations/acts.model.ts';

/** What became of a try in vain: when it is tried again; null: that was the last. */
export interface Unanswered {
  conversationId: string;
  againAt: number | null;
}

export type Calls = ReturnType<typeof createCalls>;

export interface CallsParts {
  ask: Ask;
  acts: Acts;
  /** Hands a number to whatever makes calls on this machine. */
  dial(phone: string): void;
}

/** Calling people back. Nobody dials before the server has said that the call is hers. */
export function createCalls({ ask, acts, dial }: CallsParts) {
  const unanswered = signal<Unanswered | null>(null);

  async function call(conversationId: string) {
    unanswered.set(null);
    let phone: string | undefined;
    const isMine = await acts.attempt(conversationId, async () => {
      const answer = await ask('callback:call', { conversationId });
      if (answer.ok) phone = answer.phone;
      return answer;
    });
    if (isMine && phone !== undefined) dial(phone);
  }

  function noAnswer({ id: conversationId, epoch }: AgentConversation) {
    acts.lettingGo(conversationId);
    return acts.afterHerWords(conversationId, async () => {
      const answer = await ask('callback:no_answer', { conversationId, epoch });
      if (answer.ok) unanswered.set({ conversationId, againAt: answer.againAt });
      return answer;
    });
  }

  const done = ({ id: conversationId, epoch }: AgentConversation, category: string | null) =>
    acts.afterHerWords(conversationId, () => ask('callback:done', { conversationId, epoch, category }));

  return { unanswered, call, noAnswer, done };
}
