import { signal } from '@lit-labs/signals';
import type { MailStatus } from '@straks/shared/mail/mail.protocol.ts';
import type { RefusalCode, Refused } from '@straks/shared/result.ts';
import type { Api } from '../connection/api.ts';
import { language } from '../language/language.ts';

export type MailState =
  | { kind: 'loading' }
  | { kind: 'refused'; refusal: Refused }
  | { kind: 'loaded'; status: MailStatus };

/** How the last mail to herself went. */
export type Tried =
  | { kind: 'no' }
  | { kind: 'sending' }
  | { kind: 'sent'; to: string }
  /** As the mail server said it. */
  | { kind: 'not sent'; reason: string }
  | { kind: 'refused'; code: RefusalCode };

export type Health = 'off' | 'idle' | 'working' | 'failing';

/** What is tried again is not through; what was refused for good says something of an address, not of the server. */
export function healthOf({ on, waiting, lastSentAt, troubles }: MailStatus): Health {
  if (!on) return 'off';
  if (waiting > 0 && troubles.some(({ againAt }) => againAt !== null)) return 'failing';
  return lastSentAt === null ? 'idle' : 'working';
}

export type MailRoom = ReturnType<typeof createMailRoom>;

/** Whether mail goes out, and a way to find out. */
export function createMailRoom(api: Api) {
  const state = signal<MailState>({ kind: 'loading' });
  const tried = signal<Tried>({ kind: 'no' });

  /** What is shown stays until the newer is here. */
  async function load() {
    const answer = await api('GET /api/settings/mail', {});
    if (!answer.ok) return state.set({ kind: 'refused', refusal: answer });
    const { ok: _, ...status } = answer;
    state.set({ kind: 'loaded', status });
  }

  async function tryOut() {
    if (tried.get().kind === 'sending') return;
    tried.set({ kind: 'sending' });
    const answer = await api('POST /api/settings/mail/test', { body: { language: language() } });
    if (!answer.ok) return tried.set({ kind: 'refused', code: answer.code });
    const { to, reason } = answer;
    tried.set(reason === null ? { kind: 'sent', to } : { kind: 'not sent', reason });
  }

  function clear() {
    state.set({ kind: 'loading' });
    tried.set({ kind: 'no' });
  }

  return { state, tried, load, tryOut, clear };
}
