import type { RestAnswer } from '@straks/shared/protocol.ts';
import type { PageSite } from '@straks/shared/sites/sites.protocol.ts';
import { languageOf } from '@straks/shared/wire/language-of.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Link } from './continue/fragment.ts';
import { linkOf, spent } from './continue/fragment.ts';
import { paint, showChat } from './continue/full-page.ts';
import { createOwnSession, usableStorage } from './continue/own-session.ts';
import { words } from './continue/words.ts';

/** The page behind the link of a mail: turns the link into a session of this browser and shows the chat. */
type Exchange = RestAnswer<'POST /api/sites/:key/continue'>;
type Again = RestAnswer<'POST /api/sites/:key/continue/again'>;

const base = new URL('/', location.href);
const path = (key: string, name: string) => new URL(`api/sites/${key}/${name}`, base);

async function run(): Promise<void> {
  const link = linkOf(location.hash);
  let language = languageOf(document.documentElement.lang, 'en');
  const opening = document.querySelector('.opening');
  if (opening) opening.textContent = words[language].opening;
  if (!link) return say(words[language].broken);
  try {
    const site = await siteOf(link.key);
    if (!site) return say(words[language].broken);
    language = languageOf(document.documentElement.lang, site.language);
    document.title = site.name;
    paint(site.palette);
    await enter(link, site, language);
  } catch {
    say(words[language].offline, { press: () => location.reload() });
  }
}

async function enter(link: Link, site: PageSite, language: Language): Promise<void> {
  const session = createOwnSession(link.key, usableStorage());
  const show = () => showChat(base, link.key, site, language);
  // Reloaded, or the same mail opened on the same device once more.
  if (link.token === '' ? session.has() : session.isFrom(link.token)) {
    leaveNoSecret(link);
    return show();
  }
  const told = link.token === '' ? null : await exchange(link);
  if (told?.ok) {
    session.take(told, link.token);
    leaveNoSecret(link);
    return show();
  }
  if (told?.retry) throw new Error(told.code);
  const { used, over } = words[language];
  say(!told || told.code === 'already_used' ? used : over, {
    site: site.name,
    press: () => void show(),
    ...(told && { again: () => sendAgain(link, site, language) }),
  });
}

async function sendAgain({ key, token }: Link, site: PageSite, language: Language): Promise<void> {
  const { sent, broken, offline } = words[language];
  try {
    const told: Again = await (await post(key, 'continue/again', token)).json();
    if (!told.ok && told.retry) throw new Error(told.code);
    say(told.ok ? sent : broken, { site: site.name });
  } catch {
    say(offline, { press: () => location.reload() });
  }
}

const exchange = async ({ key, token }: Link): Promise<Exchange> =>
  (await post(key, 'continue', token)).json();

const post = (key: string, name: string, token: string) =>
  fetch(path(key, name), {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });

/** Null for a site that is none. */
async function siteOf(key: string): Promise<PageSite | null> {
  const answer = await fetch(path(key, 'state'), { credentials: 'omit' });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const leaveNoSecret = (link: Link) => history.replaceState(null, '', spent(link));

interface Ways {
  press(): void;
  again(): Promise<void>;
  site: string;
}

/** A sentence instead of the chat, and ways on. */
function say(
  said: { heading: string; text: string; way?: string },
  { press, again, site }: Partial<Ways> = {},
) {
  const card = document.createElement('section');
  card.className = 'card';
  const add = (name: 'p' | 'h1' | 'button', text: string, className = '') => {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = className;
    card.append(element);
    return element;
  };
  if (site) add('p', site, 'site');
  const heading = add('h1', said.heading);
  heading.tabIndex = -1;
  add('p', said.text);
  if (again) add('button', words[languageOf(document.documentElement.lang, 'en')].again).onclick = again;
  if (press && said.way) add('button', said.way, again ? 'quiet' : '').onclick = press;
  document.querySelector('main')?.replaceChildren(card);
  heading.focus();
}

void run();
