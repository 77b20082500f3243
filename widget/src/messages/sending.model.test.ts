import type { Answer } from '@straks/shared/result.ts';
import { describe, expect, test } from 'vitest';
import { createKept } from '../connection/kept.ts';
import type { Outgoing } from '../connection/outgoing.ts';
import { createSending } from './sending.model.ts';

const conversationId = 'conversation-000001';
const request: Outgoing = { event: 'chat:request', text: 'Where is my parcel?', language: 'en' };
const settled = async () => {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
};

/** Ada's page; the server answers as told. */
function page(answer: (request: Outgoing) => Answer<object>) {
  const kept = createKept('shop', () => {
    throw new Error('no storage');
  });
  const heard: Outgoing[] = [];
  const form: string[] = [];
  const state = { isConnected: true, openId: undefined as string | undefined };
  let made = 0;
  const sending = createSending({
    kept,
    nowMs: () => 1_000,
    newId: () => `id-${++made}`,
    exclusive: (work) => work(),
    isConnected: () => state.isConnected,
    openId: () => state.openId,
    async deliver(outgoing) {
      heard.push(outgoing);
      const answered = answer(outgoing);
      if (answered.ok && outgoing.event === 'chat:request') state.openId = conversationId;
      return answered;
    },
    changed: () => {},
  });
  sending.giveWordsTo((text) => form.push(text));
  return { ...sending, heard, form, state };
}

describe('ada asks', () => {
  test('words written while her request is on its way follow it into its conversation', async () => {
    const ada = page(() => ({ ok: true }));
    ada.state.isConnected = false;
    ada.press(request);
    ada.say('Number 1234');
    ada.state.isConnected = true;
    ada.pump();
    await settled();
    expect(ada.heard).toEqual([request, { event: 'message:send', text: 'Number 1234', conversationId }]);
    expect(ada.unsent.value).toEqual([]);
  });

  test('closed in that moment: the form has her words again, with those behind, and says why', async () => {
    const ada = page(() => ({ ok: false, code: 'closed_now', retry: false }));
    ada.state.isConnected = false;
    ada.press(request);
    ada.say('Number 1234');
    ada.state.isConnected = true;
    ada.pump();
    await settled();
    expect(ada.form.join('\n\n')).toBe('Where is my parcel?\n\nNumber 1234');
    expect(ada.returned.value).toBe('closed_now');
    expect(ada.unsent.value).toEqual([]);
  });

  test('a chat was open already: that is where her words go', async () => {
    const ada = page(({ event }) =>
      event === 'chat:request' ? { ok: false, code: 'conflict', retry: false } : { ok: true },
    );
    ada.state.openId = conversationId;
    ada.press(request);
    await settled();
    expect(ada.heard.at(-1)).toEqual({ event: 'message:send', text: 'Where is my parcel?', conversationId });
    expect(ada.form).toEqual([]);
  });

  test('told to slow down, she reads until when', async () => {
    let calls = 0;
    const ada = page(() => {
      calls += 1;
      return calls === 1 ? { ok: false, code: 'slow_down', retry: true, retryAfterMs: 5 } : { ok: true };
    });
    ada.press(request);
    await settled();
    expect(ada.paused.value).toEqual({ code: 'slow_down', untilMs: 1_005 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await settled();
    expect(ada.paused.value).toBe(null);
  });

  test('no more than fifty messages wait; the next stays in her field', () => {
    const ada = page(() => ({ ok: true }));
    ada.state.isConnected = false;
    ada.state.openId = conversationId;
    const taken = Array.from({ length: 60 }, (_, index) => ada.say(`message ${index}`));
    expect(taken.filter(Boolean)).toHaveLength(50);
  });

  test('words a chat refused because it had ended can be used in the next', async () => {
    const ada = page(() => ({ ok: false, code: 'already_closed', retry: false }));
    ada.state.openId = conversationId;
    ada.say('One more thing');
    await settled();
    expect(ada.unsent.value).toMatchObject([{ failed: 'already_closed' }]);
    ada.reuse();
    expect(ada.form).toEqual(['One more thing']);
    expect(ada.unsent.value).toEqual([]);
  });
});
