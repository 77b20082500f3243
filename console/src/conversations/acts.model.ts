import { signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { agentUp, RequestOf } from '@straks/shared/protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Ask } from '../connection/ask.ts';

export interface ActsParts {
  ask: Ask;
  /** What the list shows at once, and takes back when the server says no. */
  accepted(id: string, epoch: number, atMs: number | null): void;
  /** Until what she has written there is with the server. */
  wordsAway(id: string): Promise<void>;
  nowMs(): number;
}

export type TransferTo = RequestOf<typeof agentUp, 'conversation:transfer'>['to'];

export type Acts = ReturnType<typeof createActs>;

const unanswered: Refused = { ok: false, code: 'timed_out', retry: true };

/** What an agent does with a conversation besides answering it; each act carries the epoch she saw. */
export function createActs({ ask, accepted, wordsAway, nowMs }: ActsParts) {
  /** The last refusal per conversation, until the next act. */
  const refused = signal<ReadonlyMap<string, Refused>>(new Map());
  const busy = signal<ReadonlySet<string>>(new Set());
  const givenBack = new Set<string>();

  async function attempt(id: string, request: () => ReturnType<Ask>): Promise<boolean> {
    if (busy.get().has(id)) return false;
    busy.set(new Set(busy.get()).add(id));
    settle(id, null);
    const answer = await request().catch(() => unanswered);
    const rest = new Set(busy.get());
    rest.delete(id);
    busy.set(rest);
    if (!answer.ok) settle(id, answer);
    return answer.ok;
  }

  /** Overtaking her own words, a hold would be ended by them, and they would come too late for a chat that is gone. */
  const afterHerWords = (id: string, request: () => ReturnType<Ask>) =>
    attempt(id, () => wordsAway(id).then(request));

  function settle(id: string, refusal: Refused | null) {
    const next = new Map(refused.get());
    if (refusal) next.set(id, refusal);
    else next.delete(id);
    refused.set(next);
  }

  /** She has opened it: from now on the visitor waits for her words. */
  async function accept({ id, epoch }: AgentConversation) {
    accepted(id, epoch, nowMs());
    const done = await attempt(id, () => ask('conversation:accept', { conversationId: id, epoch }));
    if (!done) accepted(id, epoch, null);
    return done;
  }

  function transfer({ id, epoch }: AgentConversation, to: TransferTo) {
    givenBack.add(id);
    return afterHerWords(id, () => ask('conversation:transfer', { conversationId: id, epoch, to }));
  }

  return {
    refused,
    busy,
    attempt,
    afterHerWords,
    accept,
    transfer,
    /** Until about when she looks into it; null: she is back. */
    hold: ({ id, epoch }: AgentConversation, until: number | null) =>
      afterHerWords(id, () => ask('conversation:hold', { conversationId: id, epoch, until })),
    prioritise: (id: string, priority: number) =>
      attempt(id, () => ask('conversation:priority', { conversationId: id, priority })),
    take: (id: string) => attempt(id, () => ask('conversation:take', { conversationId: id })),
    giveBack({ id, epoch }: AgentConversation) {
      givenBack.add(id);
      return afterHerWords(id, () => ask('conversation:return', { conversationId: id, epoch }));
    },
    /** She lets this one go by her own hand: nobody has to tell her that it went. */
    lettingGo: (id: string) => void givenBack.add(id),
    /** Whether the agent herself let this one go; answered once, for whoever would tell her that it went. */
    wasGivenBack: (id: string) => givenBack.delete(id),
    close: ({ id, epoch }: AgentConversation, category: string | null) =>
      afterHerWords(id, () => ask('conversation:close', { conversationId: id, epoch, category })),
  };
}
