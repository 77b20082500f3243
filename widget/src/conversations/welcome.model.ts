import { computed, signal, untracked } from '@preact/signals-core';
import type { Session } from '../connection/session.model.ts';
import type { Draft } from '../messages/composer.model.ts';
import { charactersLeft } from '../messages/composer.model.ts';
import { isEmail } from './email.ts';

export type Welcome = ReturnType<typeof createWelcome>;
const longMs = 10 * 60_000;
export type Missing = 'text' | 'email' | null;

/** The first form: the same words become a chat or, when nobody can answer, a left message. */
export function createWelcome(session: Session, draft: Draft) {
  const { kept } = session;
  const name = signal(kept.get('name') ?? '');
  const email = signal(kept.get('email') ?? '');
  const department = signal('');
  const missing = signal<Missing>(null);
  const wishesMessage = signal(false);
  /** The department she chose, or whoever is free first. */
  const chosen = computed(() => {
    const site = session.site.value;
    return site.departments.find(({ id }) => id === department.value) ?? site;
  });
  const isOpen = computed(
    () => chosen.value.status === 'open' && session.sending.returned.value !== 'closed_now',
  );
  /** Worth being called for: none to speak of, or a long one. */
  const isWaitHard = computed(() => {
    const { wait } = chosen.value;
    return (
      !isOpen.value ||
      session.site.value.surge ||
      (wait.kind === 'range' ? wait.likelyMs > longMs : wait.kind !== 'now')
    );
  });
  const mode = computed(() => (isOpen.value && !wishesMessage.value ? 'ask' : 'leave'));
  /** Of words from before the form became a message; said once, not in answer to typing. */
  const areWordsKept = computed(
    () => mode.value === 'leave' && untracked(() => draft.text.value.trim() !== ''),
  );

  function send() {
    const text = draft.text.value.trim();
    const left = charactersLeft(text);
    missing.value = null;
    if (!text) missing.value = 'text';
    else if (mode.value === 'leave' && !isEmail(email.value.trim())) missing.value = 'email';
    if (missing.value || (left !== null && left < 0)) return;
    if (name.value.trim()) kept.set('name', name.value.trim());
    if (mode.value === 'ask') session.ask(text, name.value.trim(), department.value);
    else session.leave(email.value.trim(), text, name.value.trim(), department.value);
    draft.set('');
    wishesMessage.value = false;
  }

  session.sending.giveWordsTo((text) => draft.giveBack(text));
  return {
    draft,
    name,
    email,
    department,
    chosen,
    missing,
    mode,
    areWordsKept,
    isOpen,
    isWaitHard,
    send,
    /** Between a chat and a message, while both can be had. */
    turn() {
      wishesMessage.value = !wishesMessage.value;
    },
  };
}
