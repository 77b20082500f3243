import { batch, signal } from '@preact/signals-core';
import type { Answer, RefusalCode } from '@straks/shared/result.ts';
import { createOutbox } from '@straks/shared/sync/outbox.ts';
import type { Kept } from '../connection/kept.ts';
import type { Outgoing, UnsentOutgoing } from '../connection/outgoing.ts';
import { hasRoom, outgoingStore, wordsOf } from '../connection/outgoing.ts';

export interface SendingParts {
  kept: Kept;
  nowMs(): number;
  newId(): string;
  exclusive(work: () => Promise<void>): Promise<void>;
  isConnected(): boolean;
  /** The conversation that takes words now, if one is open. */
  openId(): string | undefined;
  deliver(request: Outgoing, id: string): Promise<Answer<object>>;
  changed(): void;
}

/** Why unsent words wait although she is connected, and until when. */
export interface Paused {
  code: RefusalCode;
  untilMs: number;
}

/** Everything between her press on send and the answer of the server. */
export function createSending(parts: SendingParts) {
  const { kept, nowMs, openId } = parts;
  const store = outgoingStore(kept);
  const unsent = signal<readonly UnsentOutgoing[]>([]);
  const paused = signal<Paused | null>(null);
  /** Why her words came back to the form. */
  const returned = signal<RefusalCode | null>(null);
  let form: ((text: string) => void) | null = null;
  let wake = () => {};

  const outbox = createOutbox<Outgoing>({
    store,
    send,
    connected: parts.isConnected,
    exclusive: parts.exclusive,
    wait: (ms) =>
      new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, ms);
      }),
    changed: look,
  });

  function look() {
    batch(() => {
      unsent.value = outbox.list();
      giveBackWords();
      parts.changed();
    });
  }

  async function send(request: Outgoing, id: string): Promise<Answer<object>> {
    const addressed = address(request);
    if (!addressed) return { ok: false, code: 'already_closed', retry: false };
    const answer = await parts.deliver(addressed, id);
    const isPaused = !answer.ok && answer.retry;
    paused.value = isPaused ? { code: answer.code, untilMs: nowMs() + (answer.retryAfterMs ?? 0) } : null;
    return answer;
  }

  /** Words written while her request was on its way get the conversation it made. */
  function address(request: Outgoing): Outgoing | null {
    if (request.event !== 'message:send' || request.conversationId) return request;
    const conversationId = openId();
    return conversationId ? { ...request, conversationId } : null;
  }

  /** A refused request gives back all words behind it too: they have no conversation to go to. */
  function giveBackWords() {
    const refused = unsent.value.filter(({ request, failed }) => failed && request.event !== 'message:send');
    if (refused[0]?.failed) returned.value = refused[0].failed;
    const isAsking = unsent.value.some(({ request, failed }) => request.event !== 'message:send' && !failed);
    const homeless = openId() || isAsking ? [] : unsent.value.filter(isHomeless);
    const back = [...refused, ...homeless];
    if (back.length === 0 || !form) return;
    for (const { id } of back) store.remove(id);
    unsent.value = outbox.list();
    const text = wordsOf(back);
    // Refused because a chat is open already: that is where the words belong.
    if (text && openId()) say(text);
    else if (text) form(text);
  }

  const isHomeless = ({ request, failed }: UnsentOutgoing) =>
    request.event === 'message:send' && !request.conversationId && (failed || !openId());

  function press(request: Outgoing) {
    // Two presses within a millisecond, or after a step of the clock, keep their order.
    const last = outbox.list().at(-1)?.pressedMs ?? 0;
    outbox.add({ id: parts.newId(), pressedMs: Math.max(nowMs(), last + 1), request });
  }

  /** False when there is no room for more words that could not be sent. */
  function say(text: string): boolean {
    if (!hasRoom(outbox.list(), text)) return false;
    const conversationId = openId();
    press({ event: 'message:send', text, ...(conversationId && { conversationId }) });
    return true;
  }

  /** Words refused for good by a conversation that has ended go to the form of the next. */
  function reuse() {
    const ended = unsent.value.filter(({ failed }) => failed);
    for (const { id } of ended) store.remove(id);
    const text = wordsOf(ended);
    if (text) form?.(text);
    look();
  }

  return {
    unsent,
    paused,
    returned,
    look,
    press,
    say,
    reuse,
    pump() {
      wake();
      void outbox.pump();
    },
    retry: outbox.retry,
    discard: outbox.discard,
    /** Where words go that no conversation takes. */
    giveWordsTo(take: (text: string) => void) {
      form = take;
      look();
    },
  };
}
