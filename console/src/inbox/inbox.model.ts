import { computed, signal } from '@lit-labs/signals';
import { applyForAgent } from '@straks/shared/conversations/apply.ts';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxChanges } from '@straks/shared/inbox/inbox.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import type { Ask } from '../connection/ask.ts';
import { order } from './order.ts';
import type { Changed } from './snapshot.ts';
import { applyChanges, change, emptySnapshot, merge, replace } from './snapshot.ts';

export interface InboxParts {
  ask: Ask;
  myId(): string;
  /** Conversations the agent has on her desk stay known after they left the list. */
  onDesk(id: string): boolean;
  changed(before: ReadonlyMap<string, AgentConversation>): void;
  /** What a priority is worth at this site; null while nobody has told. */
  rules?(): Pick<RoutingRules, 'headStartMs'> | null;
}

export type Inbox = ReturnType<typeof createInbox>;

/** Every conversation this agent knows of: the open ones in her list, and what lies on her desk. */
export function createInbox({ ask, myId, onDesk, changed, rules = () => null }: InboxParts) {
  const snapshot = signal(emptySnapshot);
  const kept = signal<ReadonlyMap<string, AgentConversation>>(new Map());
  const sections = computed(() => order(snapshot.get().items.values(), myId(), rules()?.headStartMs));

  const find = (id: string) => snapshot.get().items.get(id) ?? kept.get().get(id);
  const listed = (id: string) => snapshot.get().items.has(id);

  function accept(result: Changed) {
    if (result.kind !== 'applied') return;
    const before = snapshot.get().items;
    const leaving = result.gone.filter(({ id }) => onDesk(id));
    if (leaving.length > 0)
      kept.set(new Map([...kept.get(), ...leaving.map((one) => [one.id, one] as const)]));
    snapshot.set(result.snapshot);
    changed(before);
  }

  const load = (upTo: number, items: readonly AgentConversation[]) =>
    accept(replace(snapshot.get(), upTo, items));

  async function receive(changes: InboxChanges) {
    const result = applyChanges(snapshot.get(), changes);
    if (result.kind === 'gap') await sync();
    else accept(result);
  }

  async function sync() {
    // What changed comes in pages, the last of them empty.
    for (;;) {
      const answer = await ask('inbox:sync', { after: snapshot.get().upTo });
      if (!answer.ok || answer.items.length === 0) return;
      accept(applyChanges(snapshot.get(), answer));
    }
  }

  async function head(upTo: number) {
    if (upTo > snapshot.get().upTo) await sync();
  }

  /** What was read by itself: as the server knows it, beside or instead of what the list knew. */
  function learn(conversation: AgentConversation) {
    if (listed(conversation.id)) edit(conversation.id, (old) => merge(old, conversation));
    else kept.set(new Map(kept.get()).set(conversation.id, merge(find(conversation.id), conversation)));
  }

  function edit(id: string, how: (conversation: AgentConversation) => AgentConversation) {
    const before = snapshot.get();
    const after = change(before, id, how);
    if (after !== before) {
      snapshot.set(after);
      changed(before.items);
      return;
    }
    const old = kept.get().get(id);
    if (old && !listed(id)) kept.set(new Map(kept.get()).set(id, how(old)));
  }

  const applyEntry = (id: string, entry: Entry) => edit(id, (old) => applyForAgent(old, entry));

  function read(id: string, by: 'visitor' | 'agent', seq: number) {
    const field = by === 'visitor' ? 'readByVisitorSeq' : 'readByAgentSeq';
    edit(id, (old) => (old[field] >= seq ? old : { ...old, [field]: seq }));
  }

  /** Opened, or not opened after all: as this agent has it until the server tells. */
  const accepted = (id: string, epoch: number, atMs: number | null) =>
    edit(id, (old) => (old.epoch === epoch ? { ...old, acceptedAt: atMs } : old));

  const online = (id: string, isOnline: boolean) =>
    edit(id, (old) => ({ ...old, visitor: { ...old.visitor, online: isOnline } }));

  function forget(id: string) {
    const rest = new Map(kept.get());
    if (rest.delete(id)) kept.set(rest);
  }

  function clear() {
    snapshot.set(emptySnapshot);
    kept.set(new Map());
  }

  return {
    snapshot,
    sections,
    find,
    listed,
    load,
    receive,
    sync,
    head,
    learn,
    applyEntry,
    read,
    accepted,
    online,
    forget,
    clear,
  };
}
