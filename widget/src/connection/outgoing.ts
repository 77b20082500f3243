import type { RequestOf, visitorUp } from '@straks/shared/protocol.ts';
import type { OutboxStore, Unsent } from '@straks/shared/sync/outbox.ts';
import type { Kept } from './kept.ts';

type Request<E extends keyof typeof visitorUp> = RequestOf<typeof visitorUp, E>;

/** What she has pressed send on. The id of the outbox is the client message id. */
export type Outgoing =
  | ({ event: 'chat:request' } & Omit<Request<'chat:request'>, 'clientMessageId'>)
  | ({ event: 'case:leave' } & Omit<Request<'case:leave'>, 'clientMessageId'>)
  /** Without a conversation when her request for one is still on its way. */
  | { event: 'message:send'; text: string; conversationId?: string };

export type UnsentOutgoing = Unsent<Outgoing>;

const prefix = 'out:';
const most = 50;
const mostCharacters = 64 * 1024;

/** One record each, so that two tabs never overwrite one another. */
export function outgoingStore(kept: Kept): OutboxStore<Outgoing> {
  return {
    all: () => kept.names().flatMap((name) => (name.startsWith(prefix) ? read(kept.get(name)) : [])),
    put: (unsent) => kept.set(prefix + unsent.id, JSON.stringify(unsent)),
    remove: (id) => kept.remove(prefix + id),
  };
}

/** A record cut short by a crash is passed over. */
function read(record: string | null): UnsentOutgoing[] {
  try {
    const unsent = JSON.parse(record ?? '');
    return typeof unsent?.id === 'string' && typeof unsent.request?.event === 'string' ? [unsent] : [];
  } catch {
    return [];
  }
}

export function hasRoom(unsent: readonly UnsentOutgoing[], text: string): boolean {
  const held = unsent.reduce((sum, { request }) => sum + (request.text?.length ?? 0), 0);
  return unsent.length < most && held + text.length <= mostCharacters;
}

export const wordsOf = (unsent: readonly UnsentOutgoing[]): string =>
  unsent.flatMap(({ request }) => request.text ?? []).join('\n\n');
