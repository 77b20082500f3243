import type { Answer } from '@straks/shared/result.ts';
import { expect, it } from 'vitest';
import type { Api } from '../connection/api.ts';
import { createAuth } from './auth.model.ts';

const bo = { id: 'bo', siteId: 'shop', name: 'Bo', email: 'bo@shop.example', role: 'agent' };

it('bo is signed out only when the server has ended it; else he is told', async () => {
  let ended: Answer<object> = { ok: false, code: 'timed_out', retry: true };
  const api = (async (route: string) =>
    route === 'GET /api/account/me' ? { ok: true, me: bo, firstRun: false } : ended) as unknown as Api;
  const auth = createAuth({ api, entered() {} });
  await auth.begin();
  expect(await auth.signOut()).toBe(false);
  expect(auth.session.get().kind).toBe('agent');
  expect(auth.refused.get()?.code).toBe('timed_out');
  ended = { ok: true };
  expect(await auth.signOut()).toBe(true);
  expect(auth.session.get().kind).toBe('nobody');
  expect(auth.refused.get()).toBeNull();
});
