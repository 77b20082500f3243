import { computed } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Inbox } from '../inbox/inbox.model.ts';
import type { ToneKind } from './tone.ts';

export interface AlertsParts {
  inbox: Inbox;
  myId(): string;
  soundOn(): boolean;
  inFront(): boolean;
  play(kind: ToneKind): void;
}

export type Alerts = ReturnType<typeof createAlerts>;

/** What calls the agent back to this window: a tone, and how many wait for her. */
export function createAlerts({ inbox, myId, soundOn, inFront, play }: AlertsParts) {
  const waiting = computed(() => inbox.sections.get().waiting.length);

  const isMine = (one: AgentConversation | undefined) => one?.ownerId === myId() && one.state === 'active';

  /** Compares the list before and after a change; the loudest of what happened is played. */
  function changed(
    before: ReadonlyMap<string, AgentConversation>,
    after: ReadonlyMap<string, AgentConversation>,
  ) {
    if (!soundOn() || inFront()) return;
    let kind: ToneKind | null = null;
    for (const [id, now] of after) {
      const old = before.get(id);
      if (now === old || !isMine(now)) continue;
      if (!isMine(old)) kind = 'chat';
      else if (now.waitingSince !== null && now.lastSeq > (old?.lastSeq ?? 0)) kind ??= 'message';
    }
    if (kind) play(kind);
  }

  /** Repeats until answered. */
  function remind() {
    if (soundOn() && !inFront() && waiting.get() > 0) play('message');
  }

  const title = (siteName: string) => {
    const count = waiting.get();
    return count > 0 ? `(${count}) ${siteName}` : siteName;
  };

  const badge = () => (waiting.get() > 9 ? 'more' : String(waiting.get()));

  return { waiting, changed, remind, title, badge };
}
