import { computed, effect, signal, untracked } from '@preact/signals-core';
import { messageId } from '@straks/shared/messages/message-id.ts';
import type { Frame, OpenOptions, Widget } from './connection/frame.ts';
import { createKept } from './connection/kept.ts';
import { exclusively } from './connection/locks.ts';
import { followPageLife } from './connection/page-life.ts';
import { createSession } from './connection/session.model.ts';
import { skillsOf } from './connection/skills.ts';
import { createSocket } from './connection/socket.ts';
import { createRest } from './connection/visitor-token.ts';
import { showUnread } from './messages/unread.ts';
import { createDrawing } from './ui/drawing.tsx';
import { createPanel } from './ui/panel.model.ts';
import { speak } from './ui/say.ts';
import { wordsIn } from './ui/words/words.ts';

/** Called by the loader when she opens the chat, or when one is running. */
export async function mount(frame: Frame): Promise<Widget> {
  const { key, base, language, tell } = frame;
  speak({ language, words: await wordsIn(language) });
  const ofTab = createKept(key, () => sessionStorage);
  let skills = skillsOf(frame.tag.skills?.split(','));
  const session = createSession({
    kept: createKept(key, () => localStorage),
    rest: createRest(base, key),
    openSocket: (token, heard) => createSocket(base, key, token, heard),
    language,
    site: frame.site,
    nowMs: Date.now,
    newId: () => messageId(Date.now()),
    // What stands behind # is the page's own and may be secret.
    pageUrl: () => location.href.split('#', 1)[0] ?? '',
    skills: () => skills,
    exclusive: (name, work) => exclusively(`straks:${key}:${name}`, work),
  });
  const panel = createPanel(session, ofTab);
  const isOpen = signal(false);
  const isSeen = signal(document.visibilityState === 'visible');
  const drawing = createDrawing(frame.root, frame.site.palette, panel, close);

  const isWaiting = computed(
    () => session.screen.value === 'line' || session.history.conversation.value?.waitingSince != null,
  );
  /** Who is called while the panel is shut finds it open. */
  const calledUntil = computed(() => session.line.place.value?.hold?.called?.returnBy);
  const stops = [
    effect(() => drawing.draw(isOpen.value)),
    effect(() => {
      const unread = session.history.unread.value;
      frame.show({ site: session.site.value, isOpen: isOpen.value, unread });
    }),
    effect(() => {
      if (isOpen.value && isSeen.value && session.link.value === 'connected') void session.read();
    }),
    effect(() => {
      if (isOpen.value && isWaiting.value) return ticking(panel);
    }),
    effect(panel.fetchWanted),
    effect(() => void (calledUntil.value && untracked(appear))),
    () => panel.ways.here.value?.end(),
    showUnread(session.history.unread, (count) => tell('unread', count)),
    followPageLife(session, key, isSeen),
  ];

  function open(options?: OpenOptions) {
    if (options?.skills) {
      skills = skillsOf(options.skills);
      // The wait she reads is that of whoever knows them.
      session.check();
    }
    appear();
    drawing.focus();
  }

  function appear() {
    if (isOpen.value) return;
    isOpen.value = true;
    ofTab.set('open', '1');
    void session.connect();
    tell('open', undefined);
  }

  function close() {
    if (!isOpen.value) return;
    isOpen.value = false;
    ofTab.remove('open');
    panel.composer.rest();
    frame.focusLauncher();
    tell('close', undefined);
  }

  if (ofTab.get('open')) appear();
  else if (session.kept.get('running')) void session.connect();

  return {
    open,
    close,
    destroy() {
      isOpen.value = false;
      for (const stop of stops) stop();
      drawing.remove();
      session.end();
    },
  };
}

/** Her elapsed wait, second by second, on the server's clock. */
function ticking({ nowMs, session }: ReturnType<typeof createPanel>): () => void {
  const timer = setInterval(() => {
    nowMs.value = session.serverNowMs();
  }, 1_000);
  return () => clearInterval(timer);
}
