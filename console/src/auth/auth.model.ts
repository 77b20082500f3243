import { computed, signal } from '@lit-labs/signals';
import type { Me } from '@straks/shared/auth/auth.protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Api } from '../connection/api.ts';

/** Who sits here: not known yet, nobody (and whether anybody ever did), or an agent. */
export type Session =
  | { kind: 'unknown' }
  | { kind: 'unreachable' }
  | { kind: 'nobody'; firstRun: boolean; wasSignedOut: boolean }
  | { kind: 'agent'; me: Me };

export type Invitation =
  | { kind: 'looking' }
  | { kind: 'refused'; refusal: Refused }
  | { kind: 'open'; siteName: string; invitedBy: string; role: Me['role'] };

export interface Person {
  name: string;
  email: string;
  password: string;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth({ api, entered }: { api: Api; entered(me: Me): void }) {
  const session = signal<Session>({ kind: 'unknown' });
  const invitation = signal<Invitation>({ kind: 'looking' });
  const busy = signal(false);
  const refused = signal<Refused | null>(null);
  const me = computed(() => {
    const now = session.get();
    return now.kind === 'agent' ? now.me : null;
  });

  function enter(agent: Me) {
    session.set({ kind: 'agent', me: agent });
    entered(agent);
  }

  async function begin() {
    const answer = await api('GET /api/account/me', {});
    if (!answer.ok) session.set({ kind: 'unreachable' });
    else if (answer.me) enter(answer.me);
    else session.set({ kind: 'nobody', firstRun: answer.firstRun, wasSignedOut: false });
  }

  async function attempt(request: () => Promise<{ ok: true; me: Me } | Refused>): Promise<boolean> {
    if (busy.get()) return false;
    busy.set(true);
    refused.set(null);
    const answer = await request();
    busy.set(false);
    if (answer.ok) enter(answer.me);
    else refused.set(answer);
    return answer.ok;
  }

  const signIn = (email: string, password: string) =>
    attempt(() => api('POST /api/account/sign-in', { body: { email: email.trim(), password } }));

  const makeFirst = (token: string, person: Person) =>
    attempt(() => api('POST /api/account/first', { body: { token, ...trimmed(person) } }));

  const acceptInvite = (token: string, person: Person) =>
    attempt(() => api('POST /api/account/invites/accept', { body: { token, ...trimmed(person) } }));

  async function lookAtInvite(token: string) {
    invitation.set({ kind: 'looking' });
    const answer = await api('POST /api/account/invites/look', { body: { token } });
    invitation.set(answer.ok ? { ...answer, kind: 'open' } : { kind: 'refused', refusal: answer });
  }

  /** Only what the server has ended is over: whoever left a shared computer must not be let in again by a reload. */
  async function signOut(): Promise<boolean> {
    refused.set(null);
    const answer = await api('POST /api/account/sign-out', {});
    if (answer.ok) session.set({ kind: 'nobody', firstRun: false, wasSignedOut: false });
    else refused.set(answer);
    return answer.ok;
  }

  /** The server no longer knows this session. */
  function noteSignedOut() {
    refused.set(null);
    session.set({ kind: 'nobody', firstRun: false, wasSignedOut: true });
  }

  return {
    session,
    me,
    invitation,
    busy,
    refused,
    begin,
    signIn,
    makeFirst,
    acceptInvite,
    lookAtInvite,
    signOut,
    noteSignedOut,
  };
}

const trimmed = ({ name, email, password }: Person): Person => ({
  name: name.trim(),
  email: email.trim(),
  password,
});
