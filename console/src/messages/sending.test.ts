import type { Answer } from '@straks/shared/result.ts';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import type { Shelf } from '../storage/shelf.ts';
import { memoryShelf } from '../storage/shelf.ts';
import { createSending } from './sending.model.ts';

const ingrid = 'conversation-ingrid';
const elin = 'conversation-elin00';
type Sent = { conversationId: string; epoch: number; clientMessageId: string; text: string };

/** The wire, answering as told; what went over it, and what came back to the agent. */
function desk(
  shelf: Shelf,
  answer: (sent: Sent) => Answer<{ seq: number; at: number }> | 'silence',
  nowMs: () => number = () => 0,
) {
  const sent: Sent[] = [];
  const back: string[] = [];
  let ready = true;
  let ids = 0;
  const sending = createSending({
    ask: (async (_: string, request: Sent) => {
      sent.push(request);
      const answered = answer(request);
      if (answered === 'silence') throw new Error('no answer');
      return answered;
    }) as unknown as Ask,
    shelf,
    myId: () => 'ada',
    ready: () => ready,
    exclusive: (_, work) => work(),
    wait: async () => undefined,
    nowMs,
    newId: () => `00000000-0000-4000-8000-00000000000${ids++}`,
    givenBack: (conversationId, text, code) => back.push(`${conversationId} ${text} ${code}`),
  });
  const setReady = (now: boolean) => {
    ready = now;
  };
  return { sending, sent, back, setReady };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const ok = { ok: true, seq: 7, at: 1_000 } as const;

describe('what ada has pressed send on', () => {
  it('carries the epoch she saw, once', async () => {
    const { sending, sent } = desk(memoryShelf(), () => ok);
    sending.send(ingrid, 3, 'on its way');
    await settled();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ conversationId: ingrid, epoch: 3, text: 'on its way' });
  });

  it('stays in sight between the answer and its entry, and not a moment longer', async () => {
    const { sending, sent } = desk(memoryShelf(), () => ok);
    sending.send(ingrid, 3, 'on its way');
    await settled();
    expect(sending.of(ingrid).map(({ text }) => text)).toEqual(['on its way']);
    sending.arrived(ingrid, sent[0]?.clientMessageId ?? '');
    expect(sending.of(ingrid)).toEqual([]);
  });

  it('comes back to her when the chat is no longer hers, and is not tried again', async () => {
    const { sending, sent, back } = desk(memoryShelf(), () => ({
      ok: false,
      code: 'not_yours',
      retry: false,
    }));
    sending.send(ingrid, 1, 'for whom was this?');
    await settled();
    sending.resume();
    await settled();
    expect(back).toEqual([`${ingrid} for whom was this? not_yours`]);
    expect(sent).toHaveLength(1);
    expect(sending.of(ingrid)).toEqual([]);
  });

  it('does not leave before the connection is ready', async () => {
    const { sending, sent, setReady } = desk(memoryShelf(), () => ok);
    setReady(false);
    sending.send(ingrid, 1, 'patience');
    await settled();
    expect(sent).toEqual([]);
    setReady(true);
    sending.resume();
    await settled();
    expect(sent.map(({ text }) => text)).toEqual(['patience']);
  });

  it('keeps its order when the clock is set back between two presses', async () => {
    let nowMs = 5_000;
    const { sending, sent, setReady } = desk(
      memoryShelf(),
      () => ok,
      () => nowMs,
    );
    setReady(false);
    sending.send(ingrid, 1, 'first');
    nowMs = 1_000;
    sending.send(ingrid, 1, 'second');
    setReady(true);
    sending.resume();
    await settled();
    expect(sent.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('is sent with the same id after a reload, when nobody knows whether it arrived', async () => {
    const shelf = memoryShelf();
    const before = desk(shelf, () => {
      before.setReady(false);
      return 'silence';
    });
    before.sending.send(ingrid, 2, 'did it arrive?');
    await settled();
    const after = desk(shelf, () => ok);
    after.sending.resume();
    await settled();
    expect(after.sent.map(({ clientMessageId }) => clientMessageId)).toEqual([
      before.sent[0]?.clientMessageId,
    ]);
  });

  it('is not held up by trouble in another chat', async () => {
    const { sending, sent, setReady } = desk(memoryShelf(), ({ conversationId }) => {
      if (conversationId !== ingrid) return ok;
      if (sent.length > 5) setReady(false);
      return { ok: false, code: 'internal', retry: true };
    });
    sending.send(ingrid, 1, 'stuck');
    sending.send(elin, 1, 'free');
    await settled();
    expect(sent.map(({ text }) => text)).toContain('free');
    expect(sending.of(ingrid).map(({ text }) => text)).toEqual(['stuck']);
  });

  it('is seen by no other agent on the same computer', async () => {
    const shelf = memoryShelf();
    const ada = desk(shelf, () => 'silence');
    ada.setReady(false);
    ada.sending.send(ingrid, 1, 'of ada');
    expect(shelf.keys('straks.console.unsent.ada.')).toHaveLength(1);
    expect(shelf.keys('straks.console.unsent.bo.')).toHaveLength(0);
  });
});
