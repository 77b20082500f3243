import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { duration, momentOf } from '../ui/times.ts';

/** Open, answered at once, about, opens, leave a message, close, unread. */
type LauncherWords = readonly [string, string, string, string, string, string, string];

const words: Record<Language, LauncherWords> = {
  en: ['Chat · open', 'answers now', 'about', 'Opens', 'Leave a message', 'Close the chat', 'New messages:'],
  nb: ['Chat · åpen', 'svarer nå', 'ca.', 'Åpner', 'Legg igjen en melding', 'Lukk chatten', 'Nye meldinger:'],
  da: ['Chat · åben', 'svarer nu', 'ca.', 'Åbner', 'Læg en besked', 'Luk chatten', 'Nye beskeder:'],
  sv: [
    'Chatt · öppen',
    'svarar nu',
    'cirka',
    'Öppnar',
    'Lämna ett meddelande',
    'Stäng chatten',
    'Nya meddelanden:',
  ],
};

/** The truth about the chat in a few words: seen on the launcher, and its name to a screen reader. */
export function labelOf(
  language: Language,
  look: { site: SiteState; isOpen: boolean; unread: number },
  nowMs: number,
): string {
  const [open, now, about, opens, leave, close, unread] = words[language];
  const { status, opensAt, wait } = look.site;
  if (look.isOpen) return close;
  if (look.unread > 0) return `${unread} ${look.unread}`;
  if (status !== 'open') return opensAt === null ? leave : `${opens} ${momentOf(language, opensAt, nowMs)}`;
  if (wait.kind === 'now') return `${open} · ${now}`;
  return wait.kind === 'range' && !wait.vague
    ? `${open} · ${about} ${duration(language, wait.likelyMs)}`
    : open;
}
