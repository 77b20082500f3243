import { batch, computed, signal } from '@preact/signals-core';
import type { VisitorCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { AnswerOf, RequestOf } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Answer, RefusalCode } from '@straks/shared/result.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { createCatchUp } from '../conversations/catch-up.ts';
import { createHistory } from '../conversations/history.model.ts';
import { screenOf } from '../conversations/screen.ts';
import { createSending } from '../messages/sending.model.ts';
import { createPlace } from '../queue/place.model.ts';
import { createEntrance } from './entrance.ts';
import type { Kept } from './kept.ts';
import type { Outgoing } from './outgoing.ts';
import type { Events, Heard, VisitorSocket } from './socket.ts';
import type { VisitorRest } from './visitor-token.ts';

export interface SessionParts {
  kept: Kept;
  rest: VisitorRest;
  openSocket(token: () => string | null, heard: Heard): VisitorSocket;
  language: Language;
  site: SiteState;
  nowMs(): number;
  newId(): string;
  pageUrl(): string;
  /** What an agent must know to help on this page. */
  skills(): string[];
  /** Lets one tab at a time do a named work. */
  exclusive(name: string, work: () => Promise<void>): Promise<void>;
}

export type Link = 'idle' | 'connecting' | 'connected' | { refused: RefusalCode };
/** Why an act did not happen; `offline` when it could not even be asked for. */
export type NotDone = RefusalCode | 'offline';
export type Session = ReturnType<typeof createSession>;

const typingForMs = 8_000;
const helloAgainMs = 1_500;
const entryDueMs = 150;
const lookMs = 10;
/** Longer than her last words need on a slow line. */
const lastWordsMs = 5_000;

/** Until it is so, or for as long as that is waited for. */
async function until(isSo: () => boolean, mostMs: number) {
  const untilMs = performance.now() + mostMs;
  while (performance.now() < untilMs && !isSo()) await new Promise((resolve) => setTimeout(resolve, lookMs));
}

/** The one owner of all that is asynchronous. Pictures read its signals and call its acts. */
export function createSession(parts: SessionParts) {
  const { kept, nowMs, language } = parts;
  const site = signal(parts.site);
  const link = signal<Link>('idle');
  const agentTyping = signal(false);
  const dismissedId = signal(kept.get('dismissed'));
  const offsetMs = signal(parts.site.at - nowMs());
  const history = createHistory();
  const { conversation, timeline } = history;
  const line = createPlace(kept);
  /** The call she asked for, while it is still to be made. */
  const callback = signal<VisitorCallback | null>(null);
  let callbackAt = 0;

  const socket = parts.openSocket(() => kept.get('token'), {
    connected: () => void greet(),
    lost,
    refused: (code) => void refused(code),
    entry: ({ conversationId, entry }) => hear(conversationId, entry),
    head(head) {
      history.readTo(head.conversationId, head);
      missing.want(head.conversationId, head.seq);
      // Another tab has opened a conversation that this one missed.
      if (timeline.value?.conversationId !== head.conversationId) void greet();
      else fill();
    },
    read: ({ conversationId, by, seq }) =>
      history.readTo(conversationId, by === 'agent' ? { readByAgentSeq: seq } : { readByVisitorSeq: seq }),
    typing({ conversationId, from, typing }) {
      if (from === 'agent' && conversationId === conversation.value?.id) showTyping(typing);
    },
    place: line.hear,
    callback: hearCallback,
    site: hearSite,
    moving: () => {},
  });
  const missing = createCatchUp(history, socket.ask);
  const enter = createEntrance(parts);
  const openId = () => (conversation.value?.state === 'closed' ? undefined : conversation.value?.id);
  const sending = createSending({
    ...parts,
    exclusive: (work) => parts.exclusive('outbox', work),
    isConnected: () => link.value === 'connected' && socket.isConnected(),
    openId,
    deliver,
    changed: remember,
  });
  const screen = computed(() => screenOf(conversation.value, sending.unsent.value, dismissedId.value));

  // — being connected —

  let isEnded = false;
  let entering: Promise<void> | null = null;

  async function connect() {
    if (typeof link.value === 'object') return;
    if (link.value === 'idle') link.value = 'connecting';
    await enterAndConnect(null);
  }

  function enterAndConnect(stale: string | null): Promise<void> {
    entering ??= enter(stale)
      .then((refusal) => {
        if (refusal) link.value = { refused: refusal };
        else if (!isEnded) socket.connect();
      })
      .finally(() => {
        entering = null;
      });
    return entering;
  }

  function lost() {
    if (link.value === 'connected') link.value = 'connecting';
    agentTyping.value = false;
  }

  async function refused(code: RefusalCode) {
    if (code === 'unknown' || code === 'not_signed_in') await enterAndConnect(kept.get('token'));
    else if (code === 'foreign_origin' || code === 'not_allowed') link.value = { refused: code };
  }

  let greeting = false;
  /** Says hello with what she has; only when all she missed is here is she connected. Also the check on waking. */
  async function greet() {
    if (greeting) return;
    greeting = true;
    try {
      const hello = await socket.ask('hello', {
        protocol: protocolVersion,
        language,
        ...skilled(),
        ...cursor(),
      });
      if (!hello.ok) throw new Error(hello.code);
      batch(() => {
        offsetMs.value = hello.at - nowMs();
        hearSite(hello.site);
        if (hello.place) line.hear(hello.place);
        hearCallback({ at: hello.at, callback: hello.callback ?? null });
        adopt(hello.conversation, hello.entries);
        if (hello.more && hello.conversation) missing.want(hello.conversation.id, hello.conversation.lastSeq);
      });
      await missing.fill();
      link.value = 'connected';
      sending.look();
      sending.pump();
    } catch {
      setTimeout(() => socket.isConnected() && void greet(), helloAgainMs);
    } finally {
      greeting = false;
    }
  }

  const cursor = () =>
    timeline.value && { conversationId: timeline.value.conversationId, after: timeline.value.lastSeq };

  /** On waking, on coming back online, when the page is shown again. */
  function check() {
    if (link.value === 'idle' || typeof link.value === 'object') return;
    if (socket.isConnected()) void greet();
    else void connect();
  }

  function leavePage() {
    const first = sending.unsent.value.find(({ failed }) => !failed);
    const token = kept.get('token');
    // Only the first: two requests of a dying page may overtake one another. The rest waits for the next page.
    if (token && first?.request.event === 'message:send') {
      const conversationId = first.request.conversationId ?? openId();
      const { text } = first.request;
      if (conversationId) parts.rest.sendLeaving(token, { conversationId, clientMessageId: first.id, text });
    }
    socket.disconnect();
  }

  /** The network went: a dead socket would not notice for half a minute. */
  function restart() {
    if (!socket.isConnected()) return;
    socket.disconnect();
    check();
  }

  /** The widget is taken off the page. */
  function end() {
    isEnded = true;
    leavePage();
  }

  // — hearing —

  function adopt(snapshot: VisitorConversation | null, entries: Entry[]) {
    if (!history.adopt(snapshot, entries) && snapshot) missing.want(snapshot.id, snapshot.lastSeq);
    afterNews();
  }

  function hear(conversationId: string, entry: Entry) {
    const heard = history.hear(conversationId, entry);
    if (heard === 'gap' || heard === 'foreign') missing.want(conversationId, entry.seq);
    if (heard === 'gap') fill();
    if (heard === 'foreign') void greet();
    if (heard !== 'applied') return;
    if (entry.kind === 'message' && entry.from === 'agent') showTyping(false);
    afterNews();
  }

  function afterNews() {
    const { kind, state } = conversation.value ?? {};
    if (kind !== 'chat' || state !== 'waiting') line.clear();
    remember();
  }

  /** The next head, or the next hello, asks again. */
  const fill = () => void missing.fill().then(remember, () => {});

  function hearSite(next: SiteState) {
    if (next.at < site.value.at) return;
    const isNews = next.at > site.value.at;
    site.value = next;
    if (isNews && next.status === 'open' && sending.returned.value === 'closed_now')
      sending.returned.value = null;
  }

  function hearCallback(heard: { at: number; callback: VisitorCallback | null }) {
    if (heard.at < callbackAt) return;
    callbackAt = heard.at;
    callback.value = heard.callback;
  }

  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  function showTyping(isTyping: boolean) {
    clearTimeout(typingEnds);
    agentTyping.value = isTyping;
    if (isTyping) typingEnds = setTimeout(() => showTyping(false), typingForMs);
  }

  /** The loader of the next page looks for this, and loads the chat at once. */
  function remember() {
    if (openId() || history.unread.value > 0 || sending.unsent.value.length > 0) kept.set('running', '1');
    else if (link.value === 'connected') kept.remove('running');
  }

  // — sending —

  async function deliver(outgoing: Outgoing, clientMessageId: string): Promise<Answer<object>> {
    if (outgoing.event === 'message:send') {
      const { text, conversationId = '' } = outgoing;
      const answer = await socket.ask('message:send', { conversationId, clientMessageId, text });
      if (answer.ok) await hasArrived(conversationId, answer.seq);
      return answer;
    }
    const { event, ...request } = outgoing;
    const answer = await socket.ask(event, { clientMessageId, ...request } as RequestOf<
      Events,
      'case:leave'
    >);
    if (answer.ok) {
      sending.returned.value = null;
      adopt(answer.conversation, answer.entries);
      await missing.fill().catch(() => {});
    } else if (answer.code === 'conflict' || answer.code === 'already_closed') await greet();
    // Words that could not reopen a chat stand in the form of the next.
    if (!answer.ok && !answer.retry && outgoing.event === 'chat:request' && outgoing.reopen) dismiss();
    return answer;
  }

  /** Her words leave the outbox once they stand in the list, so that they never blink away between. */
  async function hasArrived(conversationId: string, seq: number) {
    await until(() => (timeline.value?.lastSeq ?? 0) >= seq, entryDueMs);
    missing.want(conversationId, seq);
    await missing.fill().catch(() => {});
  }

  /** Words that came after the end would open the chat again. While they are waited for she may think better of it. */
  async function endChat(isWanted: () => boolean) {
    const chat = here();
    const areAway = () => sending.unsent.value.every(({ failed }) => failed);
    await until(() => areAway() || !isWanted(), lastWordsMs);
    return isWanted() ? act('chat:end', chat) : null;
  }

  function ask(text: string, name: string, departmentId: string) {
    begin({
      event: 'chat:request',
      text,
      ...skilled(),
      ...sender(name),
      ...(departmentId && { departmentId }),
    });
  }

  /** Goes on with the chat that has ended. */
  function reopen(text: string): boolean {
    begin({
      event: 'chat:request',
      text,
      ...(conversation.value && { reopen: conversation.value.id }),
      ...sender(''),
    });
    return true;
  }

  function leave(email: string, text: string, name: string, departmentId = '') {
    kept.set('email', email);
    begin({
      event: 'case:leave',
      email,
      ...(text && { text }),
      ...sender(name),
      ...(departmentId && { departmentId }),
    });
  }

  function begin(request: Outgoing) {
    sending.returned.value = null;
    sending.press(request);
    void connect();
  }

  const skilled = () => {
    const skills = parts.skills();
    return skills.length > 0 && { skills };
  };

  const sender = (name: string) => ({
    ...(name && { name }),
    language,
    pageUrl: parts.pageUrl().slice(0, 2_000),
  });

  // — acts asked for once —

  /** Null when it could not even be asked for. */
  const askOnce = <E extends keyof Events>(event: E, request: RequestOf<Events, E>) =>
    socket.ask(event, request).catch((): AnswerOf<Events, E> | null => null);

  async function act<E extends keyof Events>(
    event: E,
    request: RequestOf<Events, E>,
  ): Promise<NotDone | null> {
    const answer: Answer<object> | null = await askOnce(event, request);
    if (!answer) return 'offline';
    return answer.ok ? null : answer.code;
  }

  const here = () => ({ conversationId: conversation.value?.id ?? '' });

  let readingSeq = 0;
  async function read() {
    const last = timeline.value?.entries.findLast(
      (entry) => entry.kind === 'message' && entry.from === 'agent',
    );
    const { conversationId } = here();
    if (!last || history.unread.value === 0 || readingSeq === last.seq) return;
    readingSeq = last.seq;
    const notDone = await act('message:read', { conversationId, seq: last.seq });
    readingSeq = 0;
    if (notDone === null) history.readTo(conversationId, { readByVisitorSeq: last.seq });
  }

  /** Puts an ended conversation away; the form stands there again. */
  function dismiss() {
    if (conversation.value?.state !== 'closed') return;
    kept.set('dismissed', conversation.value.id);
    dismissedId.value = conversation.value.id;
    sending.look();
  }

  function storageChanged() {
    dismissedId.value = kept.get('dismissed');
    sending.look();
    sending.pump();
  }

  sending.look();

  return {
    site,
    link,
    screen,
    agentTyping,
    history,
    line,
    callback,
    sending,
    kept,
    connect,
    check,
    restart,
    leavePage,
    end,
    storageChanged,
    ask,
    reopen,
    leave,
    read,
    dismiss,
    openId,
    sender,
    askOnce,
    newId: parts.newId,
    exclusive: parts.exclusive,
    hearConversation: adopt,
    earlier: missing.earlier,
    typing: (typing: boolean) => act('message:typing', { ...here(), typing }),
    endChat,
    leaveLine: () => act('queue:leave', here()),
    rate: (helped: boolean, comment?: string) =>
      act('rating:give', { ...here(), helped, ...(comment && { comment }) }),
    serverNowMs: () => nowMs() + offsetMs.value,
  };
}
