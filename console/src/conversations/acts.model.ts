import { signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Ask } from '../connection/ask.ts';

export type Acts = ReturnType<typeof createActs>;

const unanswered: Refused = { ok: false, code: 'timed_out', retry: true };

/** What an agent does with a conversation besides answering it; each act carries the epoch she saw. */
export function createActs(ask: Ask) {
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

  function settle(id: string, refusal: Refused | null) {
    const next = new Map(refused.get());
    if (refusal) next.set(id, refusal);
    else next.delete(id);
    refused.set(next);
  }

  return {
    refused,
    busy,
    take: (id: string) => attempt(id, () => ask('conversation:take', { conversationId: id })),
    giveBack({ id, epoch }: AgentConversation) {
      givenBack.add(id);
      return attempt(id, () => ask('conversation:return', { conversationId: id, epoch }));
    },
    /** Whether the agent herself let this one go; answered once, for whoever would tell her that it went. */
    wasGivenBack: (id: string) => givenBack.delete(id),
    close: ({ id, epoch }: AgentConversation, category: string | null) =>
      attempt(id, () => ask('conversation:close', { conversationId: id, epoch, category })),
  };
}
