import type { AgentCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import type { App } from '../app.ts';
import type { Scene } from '../demo/app.ts';
import { ada, demoApp } from '../demo/app.ts';
import { conversation } from '../demo/conversations.ts';
import type { States } from '../demo/demo.ts';
import type { ConsoleElement } from '../shell/console.element.ts';
import '../shell/console.element.ts';

const minuteMs = 60_000;
const now = Date.now();
const at = (minutes: number) => now + minutes * minuteMs;

function call(
  ticket: number,
  name: string | null,
  preview: string,
  callback: Partial<AgentCallback>,
  changes: Parameters<typeof conversation>[0] = {},
) {
  return conversation({
    id: `conversation-call${ticket}`,
    ticket,
    preview,
    state: 'waiting',
    ownerId: null,
    waitingSince: at(-40),
    callback: {
      ...{ when: { kind: 'turn' }, phone: '+4722123456', shown: '+47 22 12 34 56', position: null },
      ...{ askedAt: at(-40), dueAt: null, tries: 0, triedAt: null, callingSince: null },
      ...callback,
    },
    ...changes,
    visitor: { name, ...changes.visitor },
  });
}

const slot = (fromMinutes: number): Partial<AgentCallback> => ({
  when: { kind: 'slot', startsAt: at(fromMinutes), endsAt: at(fromMinutes + 30) },
  dueAt: at(fromMinutes),
});

const everyday = [
  call(
    141,
    'Ingrid Solberg',
    'Jeg har fått feil regning to ganger, og vil helst snakke med noen.',
    { ...slot(-10), callingSince: at(-1), position: 4 },
    { state: 'active', ownerId: ada.id },
  ),
  call(142, 'Harald Moen', 'Glidelåsen røk etter to uker', { ...slot(-52), position: 2 }),
  call(143, 'Elin Åkesson', 'Jag vill byta jackan mot en större', {
    ...slot(-90),
    tries: 2,
    triedAt: at(-16),
    dueAt: at(-1),
    phone: '+46701234567',
    shown: '+46 70 123 45 67',
  }),
  call(
    144,
    'Mikkel Juhl',
    'Hvornår kommer min ordre?',
    { ...slot(-20), callingSince: at(-4), phone: '+4532123456', shown: '+45 32 12 34 56' },
    { state: 'active', ownerId: 'agent-bo-0000000000' },
  ),
  call(145, 'Noor', 'Rabattkoden virker ikke', { position: 1 }),
  call(146, null, 'Do you ship to Iceland?', { position: 3, phone: '+3545551234', shown: '+354 555 1234' }),
  call(147, 'Signe Holm', 'Er butikken i Aarhus åben på søndag?', slot(95)),
  call(148, 'Per Åge Sørensen', 'Faktura 2201', { ...slot(60 * 26), askedAt: at(-60 * 22) }),
];

const long = [
  call(
    151,
    'Maximiliana Konstantinopolitanskaja-Björnstjerne von Hohenzollern',
    'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(8),
    { ...slot(-60 * 31), position: 128, tries: 2, triedAt: at(-60 * 30) },
  ),
  call(152, 'ليلى حداد', 'مرحبا، أين طلبي رقم 48113؟', { position: 12 }),
];

async function show(host: HTMLElement, scene: Scene, change?: (app: App) => void) {
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = await demoApp({ hash: '#/callbacks', ...scene });
  host.append(element);
  await element.updateComplete;
  change?.(element.app);
  await new Promise((resolve) => setTimeout(resolve, 300));
}

export const states: States = {
  everyday: (host) => show(host, { conversations: everyday }),
  empty: (host) => show(host, { conversations: [] }),
  'long texts': (host) => show(host, { conversations: long }),
  'no answer': (host) =>
    show(host, { conversations: everyday }, ({ calls }) =>
      calls.unanswered.set({ conversationId: 'conversation-call143', againAt: at(14) }),
    ),
  'no answer for the last time': (host) =>
    show(host, { conversations: everyday }, ({ calls }) =>
      calls.unanswered.set({ conversationId: 'conversation-call143', againAt: null }),
    ),
  'a colleague was faster': (host) =>
    show(host, { conversations: everyday }, ({ acts }) =>
      acts.refused.set(
        new Map([['conversation-call142', { ok: false, code: 'already_taken', retry: false }]]),
      ),
    ),
  'in the chat': (host) =>
    show(host, { conversations: everyday, hash: '#/inbox', open: ['conversation-call141'] }),
};
