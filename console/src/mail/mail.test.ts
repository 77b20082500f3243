import type { MailStatus } from '@straks/shared/mail/mail.protocol.ts';
import { describe, expect, test } from 'vitest';
import type { Api } from '../connection/api.ts';
import { createMailRoom, healthOf } from './mail.model.ts';

const status = (more: Partial<MailStatus> = {}): MailStatus => ({
  ...{ on: true, from: 'chat@shop.example', waiting: 0, lastSentAt: 5, troubles: [], ...more },
});
const trouble = (againAt: number | null) => ({
  ...{ to: 'ada@home.example', kind: 'link', reason: 'ECONNREFUSED', at: 1, againAt },
});

describe('how mail is', () => {
  test('not set up, set up, working', () => {
    expect(healthOf(status({ on: false, from: null, lastSentAt: null }))).toBe('off');
    expect(healthOf(status({ lastSentAt: null }))).toBe('idle');
    expect(healthOf(status({ waiting: 3 }))).toBe('working');
  });
  test('what waits to be tried again is in trouble; one address that does not exist is not', () => {
    expect(healthOf(status({ waiting: 3, troubles: [trouble(9)] }))).toBe('failing');
    expect(healthOf(status({ troubles: [trouble(null)] }))).toBe('working');
  });
});

test('olga sends herself a mail once, however often she presses, and reads what came of it', async () => {
  const answers: ((answer: object) => void)[] = [];
  const api = (() => new Promise((resolve) => answers.push(resolve))) as unknown as Api;
  const room = createMailRoom(api);
  const first = room.tryOut();
  await room.tryOut();
  expect(answers).toHaveLength(1);
  expect(room.tried.get()).toEqual({ kind: 'sending' });
  answers[0]?.({ ok: true, to: 'olga@shop.example', reason: null });
  await first;
  expect(room.tried.get()).toEqual({ kind: 'sent', to: 'olga@shop.example' });
  const second = room.tryOut();
  answers[1]?.({ ok: true, to: 'olga@shop.example', reason: '550 sender not allowed here' });
  await second;
  expect(room.tried.get()).toEqual({ kind: 'not sent', reason: '550 sender not allowed here' });
  const third = room.tryOut();
  answers[2]?.({ ok: false, code: 'timed_out', retry: true });
  await third;
  expect(room.tried.get()).toEqual({ kind: 'refused', code: 'timed_out' });
});

test('what is known stays to be read while she looks again', async () => {
  const answers: object[] = [{ ok: true, ...status() }];
  const room = createMailRoom((async () => answers.shift()) as unknown as Api);
  expect(room.state.get()).toEqual({ kind: 'loading' });
  await room.load();
  expect(room.state.get()).toEqual({ kind: 'loaded', status: status() });
  answers.push({ ok: true, ...status({ waiting: 2 }) });
  const again = room.load();
  expect(room.state.get().kind).toBe('loaded');
  await again;
  expect(room.state.get()).toMatchObject({ status: { waiting: 2 } });
});
