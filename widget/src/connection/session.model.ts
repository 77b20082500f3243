import { batch, computed, signal } from '@preact/signals';
import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { RequestOf, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Answer, RefusalCode } from '@straks/shared/result.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { createOutbox } from '@straks/shared/sync/outbox.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { createHistory } from '../conversations/history.model.ts';
import { screenOf } from '../conversations/screen.ts';
import { createPlace } from '../queue/place.model.ts';
import type { Kept } from './kept.ts';
import { hasRoom, type Outgoing, outgoingStore, type UnsentOutgoing, wordsOf } from './outgoing.ts';
import type { Heard, VisitorSocket } from './socket.ts';
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
  /** Lets one tab at a time do a named work. */
  exclusive(name: string, work: () => Promise<void>): Promise<void>;
}

export type Link = 'idle' | 'connecting' | 'connected' | { refused: RefusalCode };
/** Why an act did not happen; `offline` when it could not even be asked for. */
export type NotDone = RefusalCode | 'offline';
export type Session = ReturnType<typeof createSession>;

const typingForMs = 8_000;
const retryHelloMs = 1_500;

/** The one owner of all that is asynchronous: token, socket, catching up, outbox. Pictures only read its signals. */
export function createSession(parts: SessionParts) {
  const { kept } = parts;
  const site = signal(parts.site);
  const link = signal<Link>('idle');
  const unsent = signal<UnsentOutgoing[]>([]);
  const agentTyping = signal(false);
  const dismissedId = signal(kept.get('dismissed'));
  /** Why her words came back to the form. */
  const returned = signal<RefusalCode | null>(null);
  const offsetMs = signal(parts.site.at - parts.nowMs());
  const history = createHistory();
  const line = createPlace(kept);
  const { conversation, timeline } = history;
  const screen = computed(() => screenOf(conversation.value, unsent.value, dismissedId.value));

  const wanted = new Map<string, number>();
  let greeting = false;
  let filling: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let words: ((text: string) => void) | null = null;

  const socket = parts.openSocket(() => kept.get('token'), {
    connected: () => void greet(),
    lost() {
      if (link.value === 'connected') link.value = 'connecting';
      agentTyping.value = false;
    },
    refused: (code) => void refused(code),
    entry: ({ conversationId, entry }) => hear(conversationId, entry),
    head(head) {
      history.readTo(head.conversationId, head);
      want(head.conversationId, head.seq);
      void fill();
    },
    read: ({ conversationId, by, seq }) =>
      history.readTo(conversationId, by === 'agent' ? { readByAgentSeq: seq } : { readByVisitorSeq: seq }),
    typing({ conversationId, from, typing }) {
      if (from === 'agent' && conversationId === conversation.value?.id) showTyping(typing);
    },
    place(place) {
      line.hear(place);
      offsetMs.value = place.at - parts.nowMs();
    },
    site: hearSite,
    moving() {},
  });

  const outbox = createOutbox<Outgoing>({
    store: outgoingStore(kept),
    send,
    connected: () => link.value === 'connected' && socket.isConnected(),
    exclusive: (work) => parts.exclusive('outbox', work),
    wait: (ms) =>
      new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, ms);
      }),
    changed: readOutbox,
  });

  function readOutbox() {
    batch(() => {
      unsent.value = outbox.list();
      giveBackWords();
      remember();
    });
  }

  /** The loader of the next page looks for this, and loads the chat at once. */
  function remember() {
    const isRunning = (conversation.value && conversation.value.state !== 'closed') || unsent.value.length > 0;
    if (isRunning) kept.set('running', '1');
    else if (link.value === 'connected') kept.remove('running');
  }

  // — being connected —

  async function connect() {
    if (typeof link.value === 'object') return;
    if (link.value === 'idle') link.value = 'connecting';
    if (await hasToken(null)) socket.connect();
  }

  /** Makes a visitor unless she is one; `known` is a token the server does not know any more. */
  async function hasToken(known: string | null): Promise<boolean> {
    for (let pauseMs = 500; ; pauseMs = Math.min(5_000, pauseMs * 2)) {
      let refusal: RefusalCode | undefined;
      await parts.exclusive('token', async () => {
        if ((kept.get('token') ?? known) !== known) return;
        const answer = await parts.rest.makeVisitor(parts.language).catch(() => null);
        if (answer?.ok) kept.set('token', answer.token);
        else if (answer && !answer.retry) refusal = answer.code;
      });
      if ((kept.get('token') ?? known) !== known) return true;
      if (refusal) {
        link.value = { refused: refusal };
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async function refused(code: RefusalCode) {
    if (code === 'unknown' || code === 'not_signed_in') {
      if (await hasToken(kept.get('token'))) socket.connect();
    } else if (code === 'foreign_origin' || code === 'not_allowed') link.value = { refused: code };
  }

  /** Says hello with what she has; only when everything missed is here is she connected. Also the check on waking. */
  async function greet() {
    if (greeting) return;
    greeting = true;
    try {
      const hello = await socket.ask('hello', { protocol: protocolVersion, ...cursor() });
      if (!hello.ok) throw new Error(hello.code);
      batch(() => {
        offsetMs.value = hello.at - parts.nowMs();
        hearSite(hello.site);
        if (hello.place) line.hear(hello.place);
        adopt(hello.conversation, hello.entries);
        if (hello.more && hello.conversation) want(hello.conversation.id, hello.conversation.lastSeq);
      });
      await fill();
      link.value = 'connected';
      readOutbox();
      wake?.();
      void outbox.pump();
    } catch {
      setTimeout(() => socket.isConnected() && void greet(), retryHelloMs);
    } finally {
      greeting = false;
    }
  }

  const cursor = () =>
    timeline.value ? { conversationId: timeline.value.conversationId, after: timeline.value.lastSeq } : {};

  /** To be called on waking, on coming back online, when the page is shown again. */
  function check() {
    if (link.value === 'idle' || typeof link.value === 'object') return;
    if (socket.isConnected()) void greet();
    else void connect();
  }

  function leavePage() {
    const [first] = outbox.list().filter(({ failed }) => !failed);
    const token = kept.get('token');
    const request = first?.request;
    const conversationId = request?.event === 'message:send' ? (request.conversationId ?? openId()) : null;
    // Only the first: two requests of a dying page may overtake one another. The rest waits for the next page.
    if (first && token && conversationId && request?.event === 'message:send') {
      parts.rest.sendLeaving(token, { conversationId, clientMessageId: first.id, text: request.text });
    }
    socket.disconnect();
    wake?.();
  }

  // — hearing —

  function adopt(snapshot: VisitorConversation | null, entries: Entry[]) {
    if (!history.adopt(snapshot, entries) && snapshot) want(snapshot.id, snapshot.lastSeq);
    if (conversation.value?.state !== 'waiting' || conversation.value.kind === 'case') line.clear();
    remember();
  }

  function hear(conversationId: string, entry: Entry) {
    const heard = history.hear(conversationId, entry);
    if (heard === 'gap' || heard === 'foreign') want(conversationId, entry.seq);
    if (heard === 'gap') void fill();
    if (heard === 'foreign') void greet();
    if (heard !== 'applied') return;
    if (entry.kind === 'message' && entry.from === 'agent') showTyping(false);
    if (conversation.value?.state !== 'waiting') line.clear();
    remember();
  }

  const want = (conversationId: string, seq: number) =>
    wanted.set(conversationId, Math.max(seq, wanted.get(conversationId) ?? 0));

  /** Asks for entries until nothing known of is missing. */
  function fill(): Promise<void> {
    filling ??= fillNow().finally(() => {
      filling = null;
    });
    return filling;
  }

  async function fillNow() {
    for (let now = timeline.value; now && now.lastSeq < (wanted.get(now.conversationId) ?? 0); ) {
      const { conversationId, lastSeq } = now;
      const answer = await socket.ask('message:sync', { conversationId, after: lastSeq });
      if (!answer.ok) throw new Error(answer.code);
      batch(() => history.fill(conversationId, answer.entries));
      remember();
      if (!answer.more) wanted.set(conversationId, Math.min(wanted.get(conversationId) ?? 0, answer.head));
      now = timeline.value;
    }
  }

  async function earlier() {
    const now = timeline.value;
    const oldest = now?.entries[0]?.seq ?? 1;
    if (!now || oldest <= 1) return;
    const answer = await socket.ask('message:sync', { conversationId: now.conversationId, before: oldest });
    if (answer.ok) history.prepend(now.conversationId, answer.entries);
  }

  function hearSite(next: SiteState) {
    if (next.at >= site.value.at) site.value = next;
  }

  function showTyping(isTyping: boolean) {
    clearTimeout(typingEnds);
    agentTyping.value = isTyping;
    if (isTyping) typingEnds = setTimeout(() => showTyping(false), typingForMs);
  }

  // — sending —

  const openId = () => (conversation.value?.state === 'closed' ? undefined : conversation.value?.id);

  async function send(request: Outgoing, id: string): Promise<Answer<object>> {
    if (request.event === 'message:send') {
      const conversationId = request.conversationId ?? openId();
      if (!conversationId) return { ok: false, code: 'already_closed', retry: false };
      const answer = await socket.ask('message:send', { conversationId, clientMessageId: id, text: request.text });
      if (answer.ok && conversationId === timeline.value?.conversationId) await seen(conversationId, answer.seq);
      return answer;
    }
    const { event, ...rest } = request;
    const answer = await socket.ask(event, { clientMessageId: id, ...rest } as RequestOf<typeof visitorUp, 'case:leave'>);
    if (answer.ok) {
      returned.value = null;
      adopt(answer.conversation, answer.entries);
      await fill();
    } else if (answer.code === 'conflict' || answer.code === 'already_closed') await greet();
    return answer;
  }

  /** Her words leave the outbox when they stand in the list, so that they never blink away between. */
  async function seen(conversationId: string, seq: number) {
    want(conversationId, seq);
    if ((timeline.value?.lastSeq ?? 0) < seq) await new Promise((resolve) => setTimeout(resolve, 150));
    await fill().catch(() => {});
  }

  /** A refused request gives all words behind it back to the form, with the reason. */
  function giveBackWords() {
    const refusal = unsent.value.find(({ request, failed }) => failed && request.event !== 'message:send');
    if (refusal?.failed) returned.value = refusal.failed;
    const isHomeless = ({ request, failed }: UnsentOutgoing) =>
      request.event === 'message:send' && !openId() && (failed || !request.conversationId);
    const homeless = screen.value === 'welcome' ? unsent.value.filter(isHomeless) : [];
    const back = refusal ? [refusal, ...homeless] : homeless;
    if (back.length === 0 || !words) return;
    for (const { id } of back) outgoingStore(kept).remove(id);
    const text = wordsOf(back);
    unsent.value = outbox.list();
    if (text) words(text);
  }

  function press(request: Outgoing) {
    const last = outbox.list().at(-1)?.pressedMs ?? 0;
    // Two presses within a millisecond keep their order.
    outbox.add({ id: parts.newId(), pressedMs: Math.max(parts.nowMs(), last + 1), request });
    void connect();
  }

  function ask(text: string, name: string) {
    returned.value = null;
    press({ event: 'chat:request', text, ...sender(name) });
  }

  function leave(email: string, text: string, name: string) {
    returned.value = null;
    kept.set('email', email);
    press({ event: 'case:leave', email, ...(text && { text }), ...sender(name) });
  }

  const sender = (name: string) => ({
    ...(name && { name }),
    language: parts.language,
    pageUrl: parts.pageUrl().slice(0, 2_000),
  });

  /** False when there is no more room for words that could not be sent. */
  function say(text: string): boolean {
    if (!hasRoom(outbox.list(), text)) return false;
    const conversationId = openId();
    press({ event: 'message:send', text, ...(conversationId && { conversationId }) });
    return true;
  }

  // — acts that are asked for once —

  async function act<E extends 'chat:end' | 'queue:leave' | 'rating:give' | 'message:read' | 'message:typing'>(
    event: E,
    request: RequestOf<typeof visitorUp, E>,
  ): Promise<NotDone | null> {
    const answer = await socket.ask(event, request).catch(() => null);
    if (!answer) return 'offline';
    return answer.ok ? null : (answer as { code: RefusalCode }).code;
  }

  const about = () => ({ conversationId: conversation.value?.id ?? '' });

  let readAsked = 0;
  async function read() {
    const last = timeline.value?.entries.findLast((entry) => entry.kind === 'message' && entry.from === 'agent');
    if (!last || !conversation.value || last.seq <= conversation.value.readByVisitorSeq) return;
    if (readAsked === last.seq || link.value !== 'connected') return;
    readAsked = last.seq;
    const { conversationId } = about();
    const notDone = await act('message:read', { conversationId, seq: last.seq });
    readAsked = 0;
    if (notDone === null) history.readTo(conversationId, { readByVisitorSeq: last.seq });
  }

  function dismiss() {
    const now = conversation.value;
    if (now?.state !== 'closed') return;
    kept.set('dismissed', now.id);
    dismissedId.value = now.id;
    remember();
  }

  /** Where words go that no conversation takes: the form of the welcome. */
  function giveWordsTo(form: (text: string) => void) {
    words = form;
    readOutbox();
  }

  readOutbox();

  return {
    language: parts.language,
    site,
    link,
    screen,
    unsent,
    agentTyping,
    returned,
    offsetMs,
    history,
    line,
    kept,
    connect,
    check,
    leavePage,
    storageChanged() {
      readOutbox();
      dismissedId.value = kept.get('dismissed');
      void outbox.pump();
    },
    ask,
    leave,
    say,
    retry: outbox.retry,
    discard: outbox.discard,
    earlier,
    read,
    dismiss,
    giveWordsTo,
    typing: (typing: boolean) => act('message:typing', { ...about(), typing }),
    endChat: () => act('chat:end', about()),
    leaveLine: () => act('queue:leave', about()),
    rate: (helped: boolean, comment?: string) => act('rating:give', { ...about(), helped, ...(comment && { comment }) }),
    serverNowMs: () => parts.nowMs() + offsetMs.value,
  };
}
