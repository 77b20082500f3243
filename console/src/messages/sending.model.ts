import { signal } from '@lit-labs/signals';
import type { agentUp, RequestOf } from '@straks/shared/protocol.ts';
import type { RefusalCode } from '@straks/shared/result.ts';
import type { OutboxStore, Unsent } from '@straks/shared/sync/outbox.ts';
import { createOutbox } from '@straks/shared/sync/outbox.ts';
import type { Ask } from '../connection/ask.ts';
import type { Shelf } from '../storage/shelf.ts';
import { readJson, writeJson } from '../storage/shelf.ts';

type Send = RequestOf<typeof agentUp, 'message:send'>;

/** Words the agent has pressed send on that are not yet in the timeline. */
export interface Pending {
  id: string;
  text: string;
  pressedMs: number;
}

export interface SendingParts {
  ask: Ask;
  shelf: Shelf;
  myId(): string;
  /** Only when it is known whose each chat is may anything leave. */
  ready(): boolean;
  exclusive(name: string, work: () => Promise<void>): Promise<void>;
  wait(ms: number): Promise<void>;
  nowMs(): number;
  newId(): string;
  /** The server refused for good; the words belong to the agent again. */
  givenBack(conversationId: string, text: string, code: RefusalCode): void;
}

/** Longer than words need on a slow line; whoever waits for them goes on then. */
const longestAwayMs = 5_000;

export type Sending = ReturnType<typeof createSending>;

/** One outbox per conversation, so that trouble in one chat never holds up another. */
export function createSending(parts: SendingParts) {
  const outboxes = new Map<string, ReturnType<typeof createOutbox<Send>>>();
  const pending = signal<ReadonlyMap<string, readonly Pending[]>>(new Map());
  /** Acknowledged, but its entry has not come back yet: shown until then. */
  const landed = new Map<string, Pending[]>();
  const whenAway = new Map<string, (() => void)[]>();

  function outboxOf(conversationId: string) {
    const known = outboxes.get(conversationId);
    if (known) return known;
    const outbox = createOutbox<Send>({
      store: recordsOf(parts.shelf, parts.myId(), conversationId),
      send: async (request, id) => {
        const answer = await parts.ask('message:send', request);
        if (answer.ok) land(conversationId, { id, text: request.text, pressedMs: answer.at });
        return answer;
      },
      connected: parts.ready,
      exclusive: (work) => parts.exclusive(`straks.console.send.${conversationId}`, work),
      wait: parts.wait,
      changed: () => look(conversationId),
    });
    outboxes.set(conversationId, outbox);
    return outbox;
  }

  function look(conversationId: string) {
    const outbox = outboxOf(conversationId);
    for (const { id, request, failed } of outbox.list()) {
      if (!failed) continue;
      parts.shelf.remove(recordKey(parts.myId(), conversationId, id));
      parts.givenBack(conversationId, request.text, failed);
    }
    show(conversationId);
  }

  /** Until nothing written there waits any more, or it takes too long. */
  async function away(conversationId: string) {
    if (outboxOf(conversationId).list().length === 0) return;
    const gone = new Promise<void>((resolve) => {
      whenAway.set(conversationId, [...(whenAway.get(conversationId) ?? []), resolve]);
    });
    await Promise.race([gone, parts.wait(longestAwayMs)]);
  }

  function show(conversationId: string) {
    const waiting = outboxOf(conversationId)
      .list()
      .map(({ id, request, pressedMs }) => ({ id, text: request.text, pressedMs }));
    const shown = new Map([...(landed.get(conversationId) ?? []), ...waiting].map((one) => [one.id, one]));
    pending.set(new Map(pending.get()).set(conversationId, [...shown.values()]));
    if (waiting.length > 0) return;
    for (const go of whenAway.get(conversationId) ?? []) go();
    whenAway.delete(conversationId);
  }

  function land(conversationId: string, message: Pending) {
    landed.set(conversationId, [...(landed.get(conversationId) ?? []), message]);
  }

  /** Its entry is in the timeline, or the timeline is gone. */
  function arrived(conversationId: string, id: string) {
    const rest = landed.get(conversationId)?.filter((one) => one.id !== id) ?? [];
    if (rest.length > 0) landed.set(conversationId, rest);
    else landed.delete(conversationId);
    if (outboxes.has(conversationId)) show(conversationId);
  }

  function send(conversationId: string, epoch: number, text: string) {
    const clientMessageId = parts.newId();
    const outbox = outboxOf(conversationId);
    // Two presses within a millisecond, or after a step of the clock, keep their order.
    const last = outbox.list().at(-1)?.pressedMs ?? 0;
    outbox.add({
      id: clientMessageId,
      pressedMs: Math.max(parts.nowMs(), last + 1),
      request: { conversationId, epoch, clientMessageId, text },
    });
  }

  /** Sends what an earlier visit, a lost connection or another window left. */
  function resume() {
    const prefix = `${recordPrefix(parts.myId())}`;
    for (const key of parts.shelf.keys(prefix)) outboxOf(key.slice(prefix.length).split('.', 1)[0] ?? '');
    for (const [conversationId, outbox] of outboxes) {
      show(conversationId);
      void outbox.pump();
    }
  }

  /** Another window changed what waits here. */
  function lookAgain() {
    for (const conversationId of outboxes.keys()) show(conversationId);
  }

  const of = (conversationId: string) => pending.get().get(conversationId) ?? [];

  function clear() {
    outboxes.clear();
    landed.clear();
    pending.set(new Map());
  }

  return { send, resume, arrived, away, of, look: lookAgain, clear };
}

const recordPrefix = (myId: string) => `straks.console.unsent.${myId}.`;
const recordKey = (myId: string, conversationId: string, id: string) =>
  `${recordPrefix(myId)}${conversationId}.${id}`;

function recordsOf(shelf: Shelf, myId: string, conversationId: string): OutboxStore<Send> {
  const prefix = `${recordPrefix(myId)}${conversationId}.`;
  return {
    all: () =>
      shelf
        .keys(prefix)
        .map((key) => readJson<Unsent<Send>>(shelf, key))
        .filter((unsent) => unsent !== null),
    put: (unsent) => writeJson(shelf, prefix + unsent.id, unsent),
    remove: (id) => shelf.remove(prefix + id),
  };
}
