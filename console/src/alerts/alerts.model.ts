import { computed } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Inbox } from '../inbox/inbox.model.ts';
import { words } from '../language/language.ts';
import { rings } from '../routing/ringing.ts';
import type { ToneKind } from './tone.ts';
import { toneKinds } from './tone.ts';

export interface AlertsParts {
  inbox: Inbox;
  myId(): string;
  soundOn(): boolean;
  inFront(): boolean;
  /** Whether this agent answers for the others too. */
  leads(): boolean;
  play(kind: ToneKind): void;
}

export type Alerts = ReturnType<typeof createAlerts>;
type Items = ReadonlyMap<string, AgentConversation>;

/** What calls the agent back to this window: a tone, and how many wait for her. */
export function createAlerts({ inbox, myId, soundOn, inFront, leads, play }: AlertsParts) {
  const waiting = computed(() => inbox.sections.get().waiting.length);
  /** What rings at her, the one first that goes away sooner. */
  const ringing = computed(() => inbox.sections.get().waiting.filter((one) => rings(one, myId())));
  const escalated = computed(() => inbox.sections.get().line.filter((one) => one.escalated).length);

  const isMine = (one: AgentConversation | undefined) => one?.ownerId === myId() && one.state === 'active';

  /** Compares the list before and after a change; the loudest of what happened is played. */
  function changed(before: Items, after: Items) {
    if (!soundOn()) return;
    const heard = new Set<ToneKind>();
    for (const [id, now] of after) {
      const kind = now === before.get(id) ? null : kindOf(before.get(id), now);
      if (kind) heard.add(kind);
    }
    const loudest = toneKinds.find((kind) => heard.has(kind));
    if (loudest) play(loudest);
  }

  /** A ring is heard wherever she looks: it goes away by itself. The rest only calls her back to this window. */
  function kindOf(old: AgentConversation | undefined, now: AgentConversation): ToneKind | null {
    if (rings(now, myId())) return old && rings(old, myId()) && old.epoch === now.epoch ? null : 'ring';
    if (leads() && isInVain(now) && !(old && isInVain(old))) return 'escalated';
    if (inFront() || !isMine(now)) return null;
    if (!isMine(old)) return 'chat';
    return now.waitingSince !== null && now.lastSeq > (old?.lastSeq ?? 0) ? 'message' : null;
  }

  const isInVain = ({ state, escalated: rangInVain }: AgentConversation) => state === 'waiting' && rangInVain;

  /** Every few seconds, until it is answered or goes away. */
  function ring() {
    if (soundOn() && ringing.get().length > 0) play('ring');
  }

  /** Repeats until answered. */
  function remind() {
    if (!soundOn() || ringing.get().length > 0) return;
    if (leads() && escalated.get() > 0) play('escalated');
    else if (!inFront() && waiting.get() > 0) play('message');
  }

  function title(siteName: string) {
    const count = waiting.get();
    if (ringing.get().length > 0) return `☎ ${words().ringing.title} · ${siteName}`;
    return count > 0 ? `(${count}) ${siteName}` : siteName;
  }

  const badge = () => (waiting.get() > 9 ? 'more' : String(waiting.get()));

  return { waiting, ringing, escalated, changed, ring, remind, title, badge };
}
