import { effect } from '@preact/signals-core';
import type { VisitorCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Hold, Place } from '@straks/shared/queue/queue.protocol.ts';
import { palette } from '@straks/shared/sites/palette.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { createKept } from '../connection/kept.ts';
import type { Session } from '../connection/session.model.ts';
import { createSession } from '../connection/session.model.ts';
import { createLauncher } from '../launcher/launcher.ts';
import type { Ways } from '../queue/ways.tsx';
import { createDrawing } from './drawing.tsx';
import type { PanelModel } from './panel.model.ts';
import { createPanel } from './panel.model.ts';
import { speak } from './say.ts';
import { wordsIn } from './words/words.ts';

const asked = new URLSearchParams(location.search);
const language = (asked.get('lang') ?? 'en') as Language;
const brand = `#${asked.get('brand') ?? '1f5f4a'}`;
const minute = 60_000;
const now = Date.now();
const id = 'conversation-000001';

const site: SiteState = {
  key: 'demo'.repeat(4),
  name: 'Fjell & Ull',
  brand,
  language,
  hours: { zone: 'Europe/Oslo', spans: [], closedDays: [] },
  departments: [],
  status: 'open',
  opensAt: null,
  closesAt: new Date(now).setHours(23, 59, 0, 0) + 1,
  wait: { kind: 'range', likelyMs: 2 * minute, withinMs: 5 * minute },
  waiting: 2,
  surge: false,
  offers: { callback: true, mail: true },
  at: now,
};
const closed: Partial<SiteState> = {
  status: 'closed',
  opensAt: new Date(now + 3 * 24 * 60 * minute).setHours(9, 0, 0, 0),
  wait: { kind: 'closed' },
};

const talk = {
  en: [
    'Hi! I washed my Dovre sweater and it came out two sizes smaller.',
    'Is there any way to save it?',
    'Hi Ada, Bo here. Wool often forgives: soak it in lukewarm water with a little conditioner for half an hour.',
    'Then stretch it gently while it is wet and dry it flat. Here is how: https://fjellogull.example/care/shrunken',
    'Thank you! I will try tonight.',
    'And if that does not work?',
    'Then we knit you a new one at cost. Just write here again.',
  ],
  nb: [
    'Hei! Jeg vasket Dovre-genseren, og den kom ut to størrelser mindre.',
    'Går det an å redde den?',
    'Hei Ada, Bo her. Ull tilgir ofte: Legg den i lunkent vann med litt hårbalsam i en halvtime.',
    'Strekk den forsiktig mens den er våt, og tørk den flatt. Slik gjør du: https://fjellogull.example/stell/krympet',
    'Tusen takk! Jeg prøver i kveld.',
    'Og hvis det ikke går?',
    'Da strikker vi en ny til deg til kostpris. Bare skriv her igjen.',
  ],
};
const lines = language === 'en' || language === 'sv' || language === 'da' ? talk.en : talk.nb;

const said = (seq: number, from: 'visitor' | 'agent', line: number, at: number): Entry => ({
  seq,
  at,
  kind: 'message',
  from,
  ...(from === 'agent' && { name: 'Bo Ek' }),
  id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
  text: lines[line] ?? '',
});
const first = [said(1, 'visitor', 0, now - 4 * minute), said(2, 'visitor', 1, now - 4 * minute + 9_000)];
const queued: Entry = { seq: 3, at: now - 4 * minute, kind: 'queued' };
const bo: Entry = { seq: 4, at: now - 2 * minute, kind: 'assigned', agent: { name: 'Bo Ek' }, epoch: 1 };
const answers = [
  said(5, 'agent', 2, now - 2 * minute + 20_000),
  said(6, 'agent', 3, now - 2 * minute + 40_000),
  said(7, 'visitor', 4, now - 50_000),
];

const conversation: VisitorConversation = {
  id,
  kind: 'chat',
  state: 'waiting',
  lastSeq: 0,
  readByVisitorSeq: 99,
  readByAgentSeq: 7,
  openedAt: now - 4 * minute,
  closedAt: null,
  heldUntil: null,
  waitingSince: null,
  rating: null,
  agent: null,
};
const place: Place = {
  conversationId: id,
  position: 3,
  wait: { kind: 'range', likelyMs: 4 * minute, withinMs: 6 * minute },
  since: now - 134_000,
  at: now,
};

const line3 = { kind: 'range', likelyMs: 4 * minute, withinMs: 6 * minute } as const;
const callback: VisitorCallback = {
  conversationId: id,
  when: { kind: 'turn' },
  phone: '+4722123456',
  shown: '+47 22 12 34 56',
  position: 3,
  askedAt: now - minute,
  dueAt: null,
  tries: 0,
};
const tomorrow = new Date(now + 24 * 60 * minute).setHours(10, 0, 0, 0);
const half = 30 * minute;
const times = {
  zone: 'Europe/Oslo',
  slots: [0, 1, 3, 4].map((nth) => ({
    startsAt: tomorrow + nth * half,
    endsAt: tomorrow + (nth + 1) * half,
  })),
  turn: true,
};
const returnBy = new Date(now + 5 * minute).setSeconds(0, 0);
const held = (by: Hold['by'], more: Partial<Hold> = {}): Partial<Place> => ({
  hold: { by, called: null, passedOn: false, ...more },
});
/** With the pictures that are fetched late. */
const withWays = async (panel: PanelModel, work: (ways: Ways) => void) => {
  panel.fetchWanted();
  for (let tries = 0; !panel.ways.here.value && tries < 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  if (panel.ways.here.value) work(panel.ways.here.value);
};

const adopt = ({ history }: Session, entries: Entry[], more: Partial<VisitorConversation> = {}) =>
  history.adopt({ ...conversation, ...more }, entries);
const inLine = (session: Session, more: Partial<Place> = {}) => {
  adopt(session, [...first, queued]);
  session.line.hear({ ...place, ...more });
};
const chatting = (session: Session, more: Entry[] = []) =>
  adopt(session, [...first, queued, bo, ...answers, ...more]);

/** Every state of the panel, by name. */
const states: Record<string, (panel: PanelModel) => void> = {
  welcome: () => {},
  'welcome-now': ({ session }) => {
    session.site.value = { ...site, wait: { kind: 'now' } };
  },
  'welcome-unknown': ({ session, welcome }) => {
    session.site.value = { ...site, wait: { kind: 'unknown' }, closesAt: null };
    welcome.draft.set(lines[0] ?? '');
  },
  'welcome-vague': ({ session }) => {
    const wait = { kind: 'range', likelyMs: 4 * minute, withinMs: 15 * minute, vague: true } as const;
    session.site.value = { ...site, wait };
  },
  'welcome-surge': ({ session }) => {
    const wait = { kind: 'range', likelyMs: 25 * minute, withinMs: 40 * minute } as const;
    session.site.value = { ...site, surge: true, wait };
  },
  'welcome-call': (panel) => {
    panel.session.site.value = { ...site, ...closed } as SiteState;
    void withWays(panel, ({ model }) => {
      model.choose('call');
      model.call.times.value = { ...times, turn: false };
      model.call.startsAt.value = tomorrow;
    });
  },
  full: ({ session }) => {
    const closesAt = now + 40 * minute;
    session.site.value = {
      ...site,
      status: 'full',
      closesAt,
      wait: { kind: 'closing', closesAt, chancePercent: 10 },
    };
  },
  'full-department': ({ session, welcome }) => {
    const closesAt = now + 40 * minute;
    const departments = [
      { id: 'orders', name: 'Orders', status: 'open', wait: site.wait },
      {
        id: 'care',
        name: 'Wool care',
        status: 'full',
        wait: { kind: 'closing', closesAt, chancePercent: 10 },
      },
    ] as const;
    session.site.value = { ...site, departments: [...departments], closesAt };
    welcome.draft.set(lines[0] ?? '');
    welcome.department.value = 'care';
  },
  nobody: ({ session }) => {
    session.site.value = { ...site, status: 'nobody', wait: { kind: 'away', backWithinMs: 20 * minute } };
  },
  closed: ({ session }) => {
    session.site.value = { ...site, ...closed } as SiteState;
  },
  'closed-while-writing': ({ session, welcome }) => {
    welcome.draft.set(`${lines[0]} ${lines[1]}`);
    session.site.value = { ...site, status: 'nobody', wait: { kind: 'closed' } };
    welcome.send();
  },
  asking: ({ session }) => session.ask(lines[0] ?? '', 'Ada', ''),
  line: ({ session }) => inLine(session),
  'line-next': ({ session }) => inLine(session, { position: 1, wait: { kind: 'now' } }),
  'line-unknown': ({ session }) => inLine(session, { position: 12, wait: { kind: 'unknown' } }),
  'line-short': ({ session }) =>
    inLine(session, { position: 1, wait: { kind: 'range', likelyMs: 30_000, withinMs: minute } }),
  'line-long': ({ session }) =>
    inLine(session, { position: 14, wait: { kind: 'range', likelyMs: 20 * minute, withinMs: 30 * minute } }),
  'line-vague': ({ session }) =>
    inLine(session, {
      wait: { kind: 'range', likelyMs: 4 * minute, withinMs: 15 * minute, vague: true },
    }),
  'line-away': ({ session }) => inLine(session, { wait: { kind: 'away', backWithinMs: 20 * minute } }),
  'line-closed': ({ session }) => inLine(session, { position: 2, wait: { kind: 'closed' } }),
  'line-closing': ({ session }) =>
    inLine(session, {
      position: 6,
      wait: { kind: 'closing', closesAt: tomorrow + 12 * half, chancePercent: 40 },
    }),
  'line-late': ({ session }) => {
    inLine(session, { since: now - 9 * minute, at: now - 8 * minute, wait: line3 });
    session.line.hear({ ...place, position: 2, since: now - 9 * minute, slip: 'late' });
  },
  'line-longer': ({ session }) => {
    inLine(session);
    session.line.hear({
      ...place,
      wait: { kind: 'range', likelyMs: 8 * minute, withinMs: 12 * minute },
      slip: 'longer',
    });
  },
  'line-priority': ({ session }) => {
    inLine(session);
    session.line.hear({ ...place, position: 4, reason: 'priority' });
  },
  'line-moved': ({ session }) => {
    inLine(session);
    session.line.hear({ ...place, position: 7, reason: 'moved' });
  },
  'line-not-accepted': ({ session }) => {
    adopt(session, [
      ...first,
      queued,
      bo,
      { seq: 5, at: now - 20_000, kind: 'returned', reason: 'not_accepted', epoch: 2 },
    ]);
    session.line.hear({ ...place, position: 1, wait: { kind: 'range', likelyMs: 30_000, withinMs: minute } });
  },
  'line-held-mail': ({ session }) => {
    session.kept.set('email', 'ada@example.com');
    inLine(session, {
      position: 9,
      wait: { kind: 'range', likelyMs: 15 * minute, withinMs: 20 * minute },
      ...held('mail'),
    });
  },
  'line-held-tab': ({ session }) => inLine(session, held('tab')),
  'line-held-phone': ({ session }) => {
    inLine(session, held('phone'));
    session.callback.value = callback;
  },
  'line-called': ({ session }) => {
    inLine(session, { position: 1, ...held('tab', { called: { returnBy } }) });
  },
  'line-passed-on': ({ session }) =>
    inLine(session, {
      position: 2,
      wait: { kind: 'range', likelyMs: 2 * minute, withinMs: 4 * minute },
      ...held('mail', { passedOn: true }),
    }),
  'line-called-again': ({ session }) =>
    inLine(session, { position: 1, ...held('mail', { called: { returnBy }, passedOn: true }) }),
  'line-ways': (panel) => {
    inLine(panel.session);
    void withWays(panel, ({ model }) => model.choose('list'));
  },
  'line-tell': (panel) => {
    inLine(panel.session);
    void withWays(panel, ({ model }) => model.choose('tell'));
  },
  'line-call': (panel) => {
    inLine(panel.session);
    void withWays(panel, ({ model }) => {
      model.choose('call');
      model.call.times.value = times;
      model.call.startsAt.value = tomorrow;
    });
  },
  'line-call-bad': (panel) => {
    inLine(panel.session);
    void withWays(panel, ({ model }) => {
      model.choose('call');
      model.call.times.value = times;
      model.call.phone.value = '123';
      model.call.problem.value = { phone: 'too_short' };
    });
  },
  'line-message': (panel) => {
    inLine(panel.session);
    void withWays(panel, ({ model }) => model.choose('message'));
  },
  'line-leave': (panel) => {
    inLine(panel.session);
    void withWays(panel, ({ model }) => model.leaving.ask());
  },
  'line-returned': ({ session }) => {
    const gone: Entry = { seq: 8, at: now - 20_000, kind: 'returned', reason: 'agent_gone', epoch: 2 };
    chatting(session, [gone]);
    const wait = { kind: 'range', likelyMs: 30_000, withinMs: minute } as const;
    session.line.hear({ ...place, position: 1, wait, reason: 'returned' });
  },
  chat: ({ session }) => {
    chatting(session);
    session.agentTyping.value = true;
  },
  'chat-ringing': ({ session }) => adopt(session, [...first, queued, bo], { readByAgentSeq: 0 }),
  'chat-silent': ({ session }) => adopt(session, [...first, queued, bo]),
  'chat-held': ({ session }) =>
    chatting(session, [{ seq: 8, at: now, kind: 'held', until: now + 6 * minute }]),
  'chat-offline': ({ session }) => {
    chatting(session);
    session.link.value = 'connecting';
    session.sending.say(lines[5] ?? '');
  },
  'chat-failed': ({ session }) => {
    chatting(session);
    session.kept.set(
      'out:x',
      JSON.stringify({
        id: 'x',
        pressedMs: now,
        request: { event: 'message:send', conversationId: id, text: lines[5] },
        failed: 'bad_request',
      }),
    );
    session.sending.look();
  },
  'chat-ending': ({ session, ending }) => {
    chatting(session);
    ending.ask();
  },
  'chat-hostile': ({ session, composer }) => {
    const text = `<img src=x onerror=alert(1)> javascript:alert(1) ${'long'.repeat(60)}\n\nשלום, זה טקסט מימין לשמאל https://ok.example/?q=1`;
    chatting(session, [{ ...said(8, 'agent', 0, now), text } as Entry]);
    composer.write('x'.repeat(9_990));
  },
  case: ({ session }) => {
    session.kept.set('email', 'ada@example.com');
    const left: Entry = { seq: 4, at: now - 3 * minute, kind: 'left_message' };
    adopt(session, [...first, queued, left], { kind: 'case', readByAgentSeq: 0 });
  },
  'case-call': ({ session }) => {
    const left: Entry[] = [
      { seq: 4, at: now - minute, kind: 'left_message', reason: 'callback' },
      { seq: 5, at: now - minute, kind: 'callback', step: 'asked', startsAt: tomorrow },
    ];
    adopt(session, [...first, queued, ...left], { kind: 'case', readByAgentSeq: 0 });
    const when = { kind: 'slot', startsAt: tomorrow, endsAt: tomorrow + half } as const;
    session.callback.value = { ...callback, when, dueAt: tomorrow };
  },
  'case-closing': ({ session }) => {
    const left: Entry = { seq: 4, at: now - 3 * minute, kind: 'left_message', reason: 'closing' };
    adopt(session, [...first, queued, left], { kind: 'case', readByAgentSeq: 0 });
  },
  'case-missed': ({ session }) => {
    const left: Entry = { seq: 4, at: now - 3 * minute, kind: 'left_message', reason: 'missed' };
    adopt(session, [...first, queued, left], { kind: 'case', readByAgentSeq: 0 });
  },
  after: ({ session }) => chatting(session, [{ seq: 8, at: now, kind: 'closed', by: 'agent' }]),
  'after-writing': ({ session, isWritingAgain }) => {
    chatting(session, [{ seq: 8, at: now, kind: 'closed', by: 'agent' }]);
    isWritingAgain.value = true;
  },
  'after-rated': ({ session }) =>
    chatting(session, [
      { seq: 8, at: now, kind: 'closed', by: 'agent' },
      { seq: 9, at: now, kind: 'rated', helped: true },
    ]),
  'after-left': ({ session }) =>
    adopt(session, [...first, queued, { seq: 4, at: now, kind: 'left', reason: 'not_seen' }]),
};

speak({ language, words: await wordsIn(language) });
const forgetful = createKept('demo', () => {
  throw new Error('nothing is kept here');
});
const session = createSession({
  kept: forgetful,
  rest: { makeVisitor: () => new Promise(() => {}), sendLeaving: () => {} },
  openSocket: () => ({
    isConnected: () => false,
    ask: () => new Promise(() => {}),
    connect: () => {},
    disconnect: () => {},
  }),
  language,
  site,
  nowMs: Date.now,
  newId: () => crypto.randomUUID(),
  pageUrl: () => location.href,
  skills: () => [],
  exclusive: (_, work) => work(),
});
const panel = createPanel(
  session,
  createKept('tab', () => {
    throw new Error('nothing is kept here');
  }),
);
session.link.value = 'connected';
states[asked.get('state') ?? 'welcome']?.(panel);

effect(panel.fetchWanted);
const isOpen = asked.get('state') !== 'launcher';
const launcher = createLauncher(
  language,
  { site: session.site.value, isOpen, unread: Number(asked.get('unread') ?? 0) },
  {
    near: () => {},
    pressed: () => {},
  },
);
const drawing = createDrawing(launcher.root, palette(brand), panel, () => {});
effect(() => drawing.draw(isOpen));

/** For whoever looks by program: what is fetched late is here. */
effect(() => {
  const isHere = panel.ways.here.value !== null || panel.rating.here.value !== null;
  document.body.toggleAttribute('data-late', isHere);
});

const nav = document.querySelector('nav');
for (const name of ['launcher', ...Object.keys(states)]) {
  const link = document.createElement('a');
  link.href = `?state=${name}&lang=${language}`;
  link.textContent = name;
  nav?.append(link);
}
