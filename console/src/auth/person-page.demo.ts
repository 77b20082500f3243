import type { Scene } from '../demo/app.ts';
import { demoApp } from '../demo/app.ts';
import type { States } from '../demo/demo.ts';
import type { ConsoleElement } from '../shell/console.element.ts';
import '../shell/console.element.ts';

async function show(host: HTMLElement, scene: Scene, secure = true) {
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = await demoApp({ me: null, ...scene });
  element.secure = secure;
  host.append(element);
  return element;
}

const look = 'POST /api/account/invites/look';
const token = 'a'.repeat(43);

async function tried(host: HTMLElement, scene: Scene) {
  const element = await show(host, scene);
  await element.updateComplete;
  await element.app.auth.signIn('ada@fjordtoy.example', 'wrong');
}

export const states: States = {
  'sign in': (host) => show(host, {}),
  'signed out': async (host) => (await show(host, {})).app.auth.noteSignedOut(),
  'first run without link': (host) => show(host, { firstRun: true }),
  'first owner': (host) => show(host, { hash: `#/first/${token}` }),
  invite: (host) =>
    show(host, {
      hash: `#/invite/${token}`,
      answers: { [look]: { ok: true, siteName: 'Fjordtøy', invitedBy: 'Ada Lie', role: 'agent' } },
    }),
  'invite is gone': (host) =>
    show(host, {
      hash: `#/invite/${token}`,
      answers: { [look]: { ok: false, code: 'unknown', retry: false } },
    }),
  'not secure': (host) => show(host, {}, false),
  refused: (host) =>
    tried(host, {
      answers: { 'POST /api/account/sign-in': { ok: false, code: 'wrong_credentials', retry: false } },
    }),
};
