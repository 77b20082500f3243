import { computed, signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { AnswerOf, agentUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { RefusalCode } from '@straks/shared/result.ts';
import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { createAlerts } from './alerts/alerts.model.ts';
import type { Tone } from './alerts/tone.ts';
import { createAuth } from './auth/auth.model.ts';
import { createCalls } from './callbacks/calls.model.ts';
import type { Api } from './connection/api.ts';
import type { Link, LinkParts } from './connection/link.ts';
import { listen } from './connection/listen.ts';
import { createServerTime } from './connection/server-time.ts';
import { createActs } from './conversations/acts.model.ts';
import { createChat } from './conversations/chat.model.ts';
import { createDesk } from './conversations/desk.model.ts';
import { movedFrom } from './conversations/moved.ts';
import { createNotices } from './conversations/notices.model.ts';
import { createInbox } from './inbox/inbox.model.ts';
import { createList } from './inbox/list.model.ts';
import { draftKey, putBack } from './messages/composer.model.ts';
import { createSending } from './messages/sending.model.ts';
import { createPresence } from './presence/presence.model.ts';
import type { Router } from './router.ts';
import { isUnopened, rings } from './routing/ringing.ts';
import { createSettings } from './sites/settings.model.ts';
import { createPreferences } from './storage/preferences.model.ts';
import type { Shelf } from './storage/shelf.ts';
import { scoped } from './storage/shelf.ts';

export interface AppParts {
  api: Api;
  createLink(parts: LinkParts): Link;
  router: Router;
  tone: Tone;
  /** Hands a number to whatever makes calls on this machine. */
  dial(phone: string): void;
  /** Outlives the browser, and one per window. */
  shelf: Shelf;
  windowShelf: Shelf;
  languages: readonly string[];
  nowMs(): number;
  random(): number;
  newId(): string;
  inFront(): boolean;
  exclusive(name: string, work: () => Promise<void>): Promise<void>;
}

type Hello = Extract<AnswerOf<typeof agentUp, 'hello'>, { ok: true }>;

export interface SiteNow {
  name: string;
  categories: readonly string[];
  departments: readonly Department[];
  /** How chats are given; null until the server has told. */
  routing: RoutingRules | null;
}

export type App = ReturnType<typeof createApp>;

/** Everything the console is made of, by name, and who hears of what. */
export function createApp(parts: AppParts) {
  const { api, router, tone } = parts;
  const serverTime = createServerTime(parts.nowMs);
  const preferences = createPreferences(parts.shelf, parts.languages);
  const notices = createNotices();
  const site = signal<SiteNow>({ name: 'Straks', categories: [], departments: [], routing: null });
  const settings = createSettings({
    api,
    changed: ({ name, categories, routing }, departments) =>
      site.set({ name, categories, departments, routing }),
  });
  const updated = signal(false);

  const auth = createAuth({
    api,
    entered() {
      const { page } = router.route.get();
      if (page === 'first' || page === 'invite') router.go({ page: 'inbox' });
      sending.resume();
      link.open();
    },
  });
  const myId = () => auth.me.get()?.id ?? '';
  const shelf = scoped(parts.shelf, () => `straks.${myId()}`);

  const link = parts.createLink({
    catchUp,
    becameReady: () => sending.resume(),
    notSignedIn: leave,
    random: parts.random,
  });
  const { ask } = link;
  const ready = () => link.state.get() === 'ready';

  const inbox = createInbox({
    ask,
    myId,
    onDesk: (id) => desk.isOnDesk(id),
    rules: () => site.get().routing,
    changed(before) {
      const after = inbox.snapshot.get().items;
      alerts.changed(before, after);
      for (const moved of movedFrom(myId(), before, after)) tellMoved(moved, before.get(moved.id));
      for (const { id, ownerId } of after.values()) {
        if (ownerId === myId() && before.get(id)?.ownerId !== ownerId) tellBack(id);
      }
    },
  });
  const list = createList(inbox);
  const presence = createPresence({ ask, myId });
  const alerts = createAlerts({
    inbox,
    myId,
    soundOn: () => preferences.choices.get().sound,
    inFront: parts.inFront,
    leads: () => ['lead', 'admin', 'owner'].includes(auth.me.get()?.role ?? ''),
    play: tone.play,
  });
  const sending = createSending({
    ask,
    shelf: parts.shelf,
    myId,
    ready,
    exclusive: parts.exclusive,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowMs: parts.nowMs,
    newId: parts.newId,
    givenBack,
  });
  const acts = createActs({
    ask,
    accepted: inbox.accepted,
    wordsAway: sending.away,
    nowMs: serverTime.nowMs,
  });
  const calls = createCalls({ ask, acts, dial: parts.dial });
  const desk = createDesk({
    shelf: parts.windowShelf,
    createChat: (id) =>
      createChat({
        id,
        ask,
        shelf,
        windowShelf: parts.windowShelf,
        inbox,
        sending,
        myId,
        ready,
        nowMs: parts.nowMs,
      }),
    isOver: (id) => !inbox.listed(id),
    turnedTo,
    forget: inbox.forget,
  });
  const entered = computed(() => auth.me.get() !== null);

  /** Fills in everything missed; only then does the link say it is ready. */
  async function catchUp() {
    const before = inbox.snapshot.get().items;
    const askedMs = parts.nowMs();
    const hello = await ask('hello', { protocol: protocolVersion });
    if (!hello.ok) {
      if (hello.code === 'not_signed_in') return leave();
      throw new Error(hello.code);
    }
    serverTime.learn(hello.at, askedMs);
    accept(hello);
    await Promise.all([desk.catchUp(), presence.beat()]);
    for (const { id, ownerId } of movedFrom(myId(), before, inbox.snapshot.get().items)) {
      desk.opened(id)?.movedTo.set({ toId: ownerId });
    }
  }

  function accept(hello: Hello) {
    updated.set(hello.protocol > protocolVersion);
    site.set({ ...hello.site, departments: hello.departments });
    presence.receive({ at: hello.at, colleagues: hello.colleagues });
    inbox.load(hello.inbox.upTo, hello.inbox.items);
  }

  /** A chat went elsewhere, and not by her own hand. */
  function tellMoved({ id, ownerId: toId }: AgentConversation, before: AgentConversation | undefined) {
    const inSight = desk.panes.get().some((pane) => pane.id === id);
    if (acts.wasGivenBack(id)) return;
    if (before && isUnopened(before, myId())) notices.add({ kind: 'missed', conversationId: id, toId });
    else if (!inSight) notices.add({ kind: 'moved', conversationId: id, toId });
  }

  /** Whoever opens what rings at her accepts it. */
  function turnedTo(id: string) {
    const conversation = inbox.find(id);
    if (conversation && rings(conversation, myId()) && ready()) void acts.accept(conversation);
  }

  /** Answers what rings at her, the one first that goes away sooner. */
  function answer(): boolean {
    const [first] = alerts.ringing.get();
    if (!first) return false;
    router.go({ page: 'inbox' });
    desk.show(first.id);
    return true;
  }

  function tellBack(id: string) {
    notices.settle(id, 'moved');
    notices.settle(id, 'missed');
    desk.opened(id)?.movedTo.set(null);
  }

  function givenBack(conversationId: string, text: string, code: RefusalCode) {
    const ownerId = inbox.find(conversationId)?.ownerId ?? null;
    const chat = desk.opened(conversationId);
    if (chat) chat.composer.giveBack(text, { code, ownerId });
    else putBack(shelf, conversationId, text);
    notices.add({ kind: 'words_kept', conversationId });
  }

  listen({
    ...{ link, inbox, presence, desk },
    siteChanged: (now) => site.set({ ...now.site, departments: now.departments }),
  });

  /** Shown, online or awake again: ask for what may have been missed, and prove the connection. */
  async function wake() {
    if (!entered.get()) return;
    if (!ready()) return link.open();
    const inTime = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('silent')), 4_000));
    try {
      await Promise.race([Promise.all([presence.beat(), inbox.sync()]), inTime]);
      await desk.catchUp();
      sending.resume();
    } catch {
      link.reopen();
    }
  }

  const beat = () => {
    if (ready()) presence.beat().catch(() => undefined);
    // Opened while the server was away: nobody should have to press for it to come back.
    else if (auth.session.get().kind === 'unreachable') void auth.begin();
  };

  async function signOut() {
    if (!(await auth.signOut())) return;
    link.close();
    forgetAll();
  }

  /** The server knows this session no more; drafts and unsent words stay for when she is back. */
  function leave() {
    link.close();
    auth.noteSignedOut();
    forgetAll();
  }

  function forgetAll() {
    desk.clear();
    inbox.clear();
    sending.clear();
    notices.clear();
    settings.clear();
  }

  /** Another window of the same agent wrote: into a draft, or into the outbox. */
  function storageChanged(key: string | null) {
    for (const { id } of desk.deck.get().panes) {
      if (key?.endsWith(draftKey(id))) desk.chat(id).composer.reload();
    }
    if (key?.includes('.unsent.')) sending.look();
  }

  return {
    serverTime,
    preferences,
    notices,
    settings,
    site,
    updated,
    auth,
    myId,
    link,
    inbox,
    list,
    presence,
    acts,
    calls,
    alerts,
    tone,
    sending,
    desk,
    router,
    api,
    answer,
    wake,
    beat,
    signOut,
    storageChanged,
  };
}
