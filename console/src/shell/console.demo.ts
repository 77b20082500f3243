import type { App } from '../app.ts';
import type { Scene } from '../demo/app.ts';
import { colleagues, demoApp } from '../demo/app.ts';
import { conversation } from '../demo/conversations.ts';
import type { States } from '../demo/demo.ts';
import { everyday, everydayLogs, log, longTexts, ringing, threeChats, twenty } from '../demo/scenes.ts';
import type { ListElement } from '../inbox/list.element.ts';
import type { ConsoleElement } from './console.element.ts';
import './console.element.ts';

async function show(host: HTMLElement, scene: Scene, change?: (app: App) => void) {
  const app = await demoApp(scene);
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = app;
  host.append(element);
  await element.updateComplete;
  change?.(app);
}

const oneChat: Scene = { ...threeChats, open: ['conversation-ingrid'] };
const away = colleagues.map((one) => ({ ...one, status: 'away' as const, active: 0 }));

const setAway = colleagues.map((one, place) =>
  place === 0 ? { ...one, status: 'away' as const, setAway: true } : one,
);

const press = (host: HTMLElement, key: string) =>
  setTimeout(() => host.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })), 300);

const closed = conversation({
  id: 'conversation-closed',
  ticket: 107,
  state: 'closed',
  waitingSince: null,
  closedAt: Date.now() - 30_000,
  rating: { helped: true },
  visitor: { name: 'Tone Vik' },
});
const closedLog = log(
  [
    ['visitor', 12, 'Er dere åpne 17. mai?'],
    ['agent', 11, 'Hei Tone! Nei, da har vi stengt. Vi er her igjen 18. mai klokken 09:00.'],
    ['visitor', 10, 'Den er god, takk!'],
  ],
  13,
);
const at = (seq: number) => ({ seq, at: Date.now() - 20_000 });

export const states: States = {
  'three chats': (host) => show(host, threeChats),
  'one chat': (host) => show(host, oneChat),
  list: (host) => show(host, { ...threeChats, open: [] }),
  'all quiet': (host) => show(host, { conversations: [] }),
  away: (host) => show(host, { conversations: [], colleagues: away }),
  'long texts': (host) => show(host, longTexts),
  'twenty chats': (host) => show(host, { conversations: twenty, open: ['conversation-many01'] }),
  'connection lost': (host) => show(host, { ...oneChat, link: 'lost' }),
  'catching up': (host) => show(host, { ...oneChat, link: 'catching_up' }),
  typing: (host) => show(host, oneChat, (app) => app.desk.chat('conversation-ingrid').hearTyping(true)),
  'new since begun': (host) =>
    show(host, oneChat, (app) => app.desk.chat('conversation-ingrid').newAfterSeq.set(6)),
  'words came back': (host) =>
    show(
      host,
      { ...oneChat, open: ['conversation-ofbo01'], entries: { ...everydayLogs, 'conversation-ofbo01': [] } },
      (app) => {
        app.desk.chat('conversation-ofbo01').composer.giveBack('Jeg sjekker lageret nå.', {
          code: 'not_yours',
          ownerId: 'agent-bo-0000000000',
        });
        app.desk.chat('conversation-ofbo01').movedTo.set({ toId: 'agent-bo-0000000000' });
        app.notices.add({ kind: 'moved', conversationId: 'conversation-elin00', toId: null });
      },
    ),
  'in line': (host) =>
    show(host, {
      conversations: everyday,
      open: ['conversation-line01'],
      entries: { 'conversation-line01': log([['visitor', 6.4, 'Rabattkoden virker ikke i kassen']], 6.5) },
    }),
  'left message': (host) =>
    show(host, {
      conversations: everyday,
      open: ['conversation-left01'],
      entries: {
        'conversation-left01': [
          { seq: 1, at: Date.now() - 310 * 60_000, kind: 'left_message' },
          {
            seq: 2,
            at: Date.now() - 310 * 60_000,
            kind: 'message',
            from: 'visitor',
            id: crypto.randomUUID(),
            text: 'Glidelåsen på jakken røk etter to uker. Hva gjør jeg?\n\nHilsen Harald',
          },
        ],
      },
    }),
  'closed and rated': (host) =>
    show(
      host,
      {
        conversations: [...everyday, closed],
        open: ['conversation-closed'],
        entries: {
          'conversation-closed': [
            ...closedLog,
            { ...at(closedLog.length + 1), kind: 'closed', by: 'agent' },
            { ...at(closedLog.length + 2), kind: 'rated', helped: true },
          ],
        },
      },
      (app) => app.desk.noteOver('conversation-closed'),
    ),
  ringing: (host) => show(host, ringing),
  'ringing in the settings': (host) => show(host, { ...ringing, hash: '#/settings/account' }),
  'ringing in an open chat': (host) => show(host, { ...ringing, open: ['conversation-ring01'] }),
  'unanswered, set away': (host) =>
    show(host, { ...threeChats, colleagues: setAway }, (app) =>
      app.notices.add({
        kind: 'missed',
        conversationId: 'conversation-ofbo01',
        toId: 'agent-bo-0000000000',
      }),
    ),
  'pass on': (host) => show(host, { ...ringing, open: ['conversation-ingrid'] }, () => press(host, 'f')),
  hold: (host) => show(host, { ...ringing, open: ['conversation-ingrid'] }, () => press(host, 'h')),
  'on hold': (host) => show(host, { ...ringing, open: ['conversation-elin00'] }),
  priority: (host) => show(host, { ...ringing, open: ['conversation-line04'] }, () => press(host, 'u')),
  'priority in the list': (host) =>
    show(host, ringing, () => {
      const list = host.firstElementChild?.shadowRoot?.querySelector<ListElement>('straks-inbox-list');
      setTimeout(() => list?.prioritise('conversation-line01'), 300);
    }),
  'could not load': (host) =>
    show(host, { ...oneChat, answers: {} }, (app) => {
      app.desk.chat('conversation-ingrid').timeline.loading.set({ refused: 'internal' });
      app.acts.refused.set(
        new Map([['conversation-ingrid', { ok: false, code: 'already_taken', retry: false }]]),
      );
    }),
};
