import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Scene } from './app.ts';
import { conversation } from './conversations.ts';

const minuteMs = 60_000;
const now = Date.now();
const ago = (minutes: number) => Math.round(now - minutes * minuteMs);

type Line = [from: 'visitor' | 'agent', minutesAgo: number, text: string];

/** A chat's log from plain lines; it was in line and then taken by Ada. */
export function log(lines: Line[], startedMinutesAgo: number): Entry[] {
  const entries: Entry[] = [{ seq: 1, at: ago(startedMinutesAgo), kind: 'queued' }];
  let taken = false;
  for (const [from, minutes, text] of lines) {
    if (from === 'agent' && !taken) {
      taken = true;
      const seq = entries.length + 1;
      entries.push({ seq, at: ago(minutes + 0.5), kind: 'assigned', agent: { name: 'Ada Lie' }, epoch: 1 });
    }
    entries.push({
      seq: entries.length + 1,
      at: ago(minutes),
      kind: 'message',
      from,
      ...(from === 'agent' && { name: 'Ada Lie' }),
      id: crypto.randomUUID(),
      text,
    });
  }
  return entries;
}

const ingrid = log(
  [
    ['visitor', 26, 'Hei! Jeg bestilte en regnjakke på mandag, men har ikke fått noen sporing.'],
    ['visitor', 25.5, 'Ordre 48112'],
    ['agent', 24, 'Hei Ingrid! Jeg ser på den med en gang.'],
    [
      'agent',
      22,
      'Pakken gikk fra lageret i går kveld. Du kan følge den her: https://sporing.example/48112 (den våkner rundt kl. 12).',
    ],
    ['visitor', 3.6, 'Tusen takk! Rekker den frem før fredag, tror du? Vi reiser på fjellet.'],
    ['visitor', 3.4, 'Det er meldt regn hele helgen 🙈'],
  ],
  28,
);

const mikkel = log(
  [
    ['visitor', 9, 'Hej, kan jeg bytte støvlerne til en størrelse mindre?'],
    ['agent', 7.5, 'Hej Mikkel, ja, det kan du. Har du stadig æsken?'],
    ['visitor', 1.6, 'Ja, den ligger her. Skal jeg betale for at sende dem tilbage?'],
  ],
  10,
);

const elin = log(
  [
    ['visitor', 14, 'Finns den gröna jackan i butik i Göteborg?'],
    ['agent', 12, 'Hej Elin! Ja, två stycken i storlek M på Vallgatan. Ska jag lägga undan en åt dig?'],
    ['visitor', 11, 'Gärna, jag kommer i kväll.'],
    ['agent', 10.4, 'Så klart. Den ligger i kassan i ditt namn till stängning i morgon kl. 18:00.'],
  ],
  15,
);

const line = (id: string, ticket: number, minutes: number, name: string | null, preview: string) =>
  conversation({
    id,
    ticket,
    preview,
    state: 'waiting',
    ownerId: null,
    openedAt: ago(minutes),
    waitingSince: ago(minutes),
    queuedAt: ago(minutes),
    assignedAt: null,
    acceptedAt: null,
    lastSeq: 2,
    visitor: { name },
  });

export const everyday: AgentConversation[] = [
  conversation({
    id: 'conversation-ingrid',
    ticket: 112,
    openedAt: ago(28),
    waitingSince: ago(3.6),
    preview: 'Det er meldt regn hele helgen 🙈',
    lastSeq: ingrid.length,
    readByVisitorSeq: 6,
    readByAgentSeq: 6,
  }),
  conversation({
    id: 'conversation-mikkel',
    ticket: 115,
    openedAt: ago(10),
    waitingSince: ago(1.6),
    preview: 'Ja, den ligger her. Skal jeg betale for at sende dem tilbage?',
    lastSeq: mikkel.length,
    readByVisitorSeq: 4,
    readByAgentSeq: 5,
    visitor: { name: 'Mikkel Juhl', language: 'da', pageUrl: 'https://fjordtoy.example/stovler/vandtaet' },
  }),
  conversation({
    id: 'conversation-elin00',
    ticket: 114,
    lastAt: ago(10.4),
    openedAt: ago(15),
    waitingSince: null,
    preview: 'Så klart. Den ligger i kassan i ditt namn till stängning i morgon kl. 18:00.',
    lastSeq: elin.length,
    readByVisitorSeq: elin.length,
    readByAgentSeq: elin.length,
    visitor: {
      name: 'Elin Åkesson',
      language: 'sv',
      online: false,
      pageUrl: 'https://fjordtoy.example/jackor/gron',
    },
  }),
  line('conversation-line01', 118, 6.4, 'Jonas', 'Rabattkoden virker ikke i kassen'),
  line('conversation-line02', 119, 2.3, null, 'Do you ship to Iceland?'),
  line('conversation-line03', 121, 0.4, 'Signe Holm', 'Hej, er butikken i Aarhus åben på søndag?'),
  conversation({
    id: 'conversation-left01',
    kind: 'case',
    state: 'waiting',
    ticket: 97,
    ownerId: null,
    openedAt: ago(310),
    waitingSince: ago(310),
    preview: 'Glidelåsen på jakken røk etter to uker. Hva gjør jeg?',
    visitor: { name: 'Harald Moen', email: 'harald.moen@post.example', online: false },
  }),
  conversation({
    id: 'conversation-ofbo01',
    ticket: 111,
    ownerId: 'agent-bo-0000000000',
    waitingSince: ago(0.5),
    preview: 'Takk, det hjalp!',
    visitor: { name: 'Noor' },
  }),
];

export const everydayLogs: Record<string, Entry[]> = {
  'conversation-ingrid': ingrid,
  'conversation-mikkel': mikkel,
  'conversation-elin00': elin,
};

export const threeChats: Scene = {
  conversations: everyday,
  entries: everydayLogs,
  open: ['conversation-mikkel', 'conversation-elin00', 'conversation-ingrid'],
  drafts: { 'conversation-ingrid': 'Den skal være hos deg torsdag mellom 16 og 20.' },
};

/** One rings, one more after it; one on hold, one that nobody answered, one that is urgent, and calls to make. */
export const ringing: Scene = {
  conversations: [
    ...everyday.map((one) =>
      one.id === 'conversation-elin00' ? { ...one, heldUntil: ago(-12), waitingSince: ago(2) } : one,
    ),
    rung('conversation-ring01', 122, 'Tuva Lindqvist', 'Jeg kommer ikke inn på kontoen min', 9),
    rung('conversation-ring02', 123, null, 'Is this jacket in stock in Bergen?', 1),
    {
      ...line('conversation-line04', 117, 9.2, 'Kaja', 'Hei? Er det noen der?'),
      escalated: true,
      priority: 2,
    },
    { ...line('conversation-line05', 120, 1.9, 'Per Åge Sørensen', 'Faktura 2201 er feil'), priority: 1 },
  ],
  entries: everydayLogs,
  open: ['conversation-elin00'],
};

function rung(id: string, ticket: number, name: string | null, preview: string, secondsAgo: number) {
  return conversation({
    id,
    ticket,
    preview,
    openedAt: ago(2),
    waitingSince: ago(2),
    assignedAt: now - secondsAgo * 1_000,
    acceptedAt: null,
    visitor: { name },
  });
}

const longWord = `https://fjordtoy.example/${'en-svaert-lang-adresse-'.repeat(9)}slutt`;

export const longTexts: Scene = {
  conversations: [
    conversation({
      id: 'conversation-long01',
      ticket: 130,
      waitingSince: ago(75),
      preview: 'A'.repeat(200),
      visitor: {
        name: 'Maximiliana Konstantinopolitanskaja-Björnstjerne von Hohenzollern',
        pageUrl: longWord,
        email: 'maximiliana.konstantinopolitanskaja.bjornstjerne@a-very-long-domain.example',
      },
    }),
    conversation({
      id: 'conversation-rtl001',
      ticket: 131,
      waitingSince: ago(2),
      preview: 'مرحبا، أين طلبي رقم 48113؟',
      visitor: { name: 'ليلى حداد', language: 'en' },
    }),
  ],
  entries: {
    'conversation-long01': log(
      [
        ['visitor', 75, 'A'.repeat(400)],
        ['visitor', 74, longWord],
        ['agent', 73, `${'Et svar som går over mange linjer, med avsnitt.\n\n'.repeat(6)}Hilsen oss`],
        ['visitor', 72, '<img src=x onerror=alert(1)> <script>alert(2)</script> {{name}}'],
        ['visitor', 71, '👨‍👩‍👧‍👦👍🏽🎉'],
      ],
      76,
    ),
    'conversation-rtl001': log(
      [
        ['visitor', 2, 'مرحبا، أين طلبي رقم 48113؟'],
        ['agent', 1.5, 'Hello Layla! Order 48113 left our warehouse this morning.'],
        ['visitor', 1, 'شكرا! Is it FedEx أو DHL؟'],
      ],
      3,
    ),
  },
  open: ['conversation-rtl001', 'conversation-long01'],
  drafts: { 'conversation-long01': 'Hei {{name}}, dette er et utkast med en variabel.' },
};

/** Twenty chats at once, as on a bad Monday. */
export const twenty: AgentConversation[] = Array.from({ length: 20 }, (_, place) =>
  conversation({
    id: `conversation-many${String(place).padStart(2, '0')}`,
    ticket: 200 + place,
    openedAt: ago(40 - place),
    waitingSince: place % 3 === 0 ? null : ago((20 - place) / 3),
    preview: `Line ${place + 1} of a busy day`,
    visitor: { name: ['Astrid Berg', 'Lars', 'Ida Dahl', 'Oskar Lind'][place % 5] ?? null },
  }),
);
