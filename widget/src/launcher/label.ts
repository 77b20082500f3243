import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { clock, date, daysBetween, duration, weekday } from '../ui/times.ts';

interface LauncherWords {
  open: string;
  now: string;
  about: string;
  opensToday: string;
  opensTomorrow: string;
  opensDay: string;
  leave: string;
  close: string;
  unread: string;
  unreadMany: string;
}

const words: Record<Language, LauncherWords> = {
  en: {
    open: 'Chat · open',
    now: 'answers now',
    about: 'about',
    opensToday: 'Opens today',
    opensTomorrow: 'Opens tomorrow',
    opensDay: 'Opens',
    leave: 'Leave a message',
    close: 'Close the chat',
    unread: 'new message',
    unreadMany: 'new messages',
  },
  nb: {
    open: 'Chat · åpen',
    now: 'svarer nå',
    about: 'ca.',
    opensToday: 'Åpner i dag kl.',
    opensTomorrow: 'Åpner i morgen kl.',
    opensDay: 'Åpner',
    leave: 'Legg igjen en melding',
    close: 'Lukk chatten',
    unread: 'ny melding',
    unreadMany: 'nye meldinger',
  },
  da: {
    open: 'Chat · åben',
    now: 'svarer nu',
    about: 'ca.',
    opensToday: 'Åbner i dag kl.',
    opensTomorrow: 'Åbner i morgen kl.',
    opensDay: 'Åbner',
    leave: 'Læg en besked',
    close: 'Luk chatten',
    unread: 'ny besked',
    unreadMany: 'nye beskeder',
  },
  sv: {
    open: 'Chatt · öppen',
    now: 'svarar nu',
    about: 'cirka',
    opensToday: 'Öppnar i dag kl.',
    opensTomorrow: 'Öppnar i morgon kl.',
    opensDay: 'Öppnar',
    leave: 'Lämna ett meddelande',
    close: 'Stäng chatten',
    unread: 'nytt meddelande',
    unreadMany: 'nya meddelanden',
  },
};

/** The truth about the chat in a few words: seen on the launcher, and its name to a screen reader. */
export function labelOf(
  language: Language,
  look: { site: SiteState; isOpen: boolean; unread: number },
  nowMs: number,
): string {
  const say = words[language];
  if (look.isOpen) return say.close;
  if (look.unread > 0) return `${look.unread} ${look.unread === 1 ? say.unread : say.unreadMany}`;
  if (look.site.status === 'open') return [say.open, waitOf(language, look.site)].filter(Boolean).join(' · ');
  return look.site.opensAt === null ? say.leave : opening(language, look.site.opensAt, nowMs);
}

function waitOf(language: Language, { wait }: SiteState): string {
  if (wait.kind === 'now') return words[language].now;
  if (wait.kind === 'range') return `${words[language].about} ${duration(language, wait.likelyMs)}`;
  return '';
}

function opening(language: Language, atMs: number, nowMs: number): string {
  const say = words[language];
  const days = daysBetween(nowMs, atMs);
  const time = clock(language, atMs);
  if (days <= 0) return `${say.opensToday} ${time}`;
  if (days === 1) return `${say.opensTomorrow} ${time}`;
  return `${say.opensDay} ${days < 7 ? weekday(language, atMs) : date(language, atMs)} ${time}`;
}
