import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import { conversation } from '../demo/conversations.ts';
import { createInbox } from './inbox.model.ts';
import { createList } from './list.model.ts';

const ada = 'agent-ada-000000000';
const waits = (id: string, since: number) =>
  conversation({ id, ownerId: ada, waitingSince: since, inboxSeq: 1 });

function adasList() {
  const ask = (async () => ({ ok: false, code: 'internal', retry: true })) as Ask;
  const inbox = createInbox({ ask, myId: () => ada, onDesk: () => false, changed: () => undefined });
  inbox.load(1, [waits('ingrid', 100), waits('elin', 200)]);
  const list = createList(inbox);
  return { inbox, list, waiting: () => list.shown.get().layout.waiting };
}

describe('the list under the hand', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('puts a newcomer below everything while the mouse moves over it, and in her place after', async () => {
    const { inbox, list, waiting } = adasList();
    list.pointerMoved();
    await inbox.receive({ after: 1, upTo: 2, items: [{ ...waits('mikkel', 50), inboxSeq: 2 }] });
    expect(waiting()).toEqual(['ingrid', 'elin']);
    expect(list.shown.get().newcomers).toEqual(['mikkel']);
    list.pointerLeft();
    expect(waiting()).toEqual(['mikkel', 'ingrid', 'elin']);
    expect(list.shown.get().newcomers).toEqual([]);
  });

  it('goes on by itself when the mouse only rests there', async () => {
    const { inbox, list, waiting } = adasList();
    list.pointerMoved();
    await inbox.receive({ after: 1, upTo: 2, items: [{ id: 'ingrid', inboxSeq: 2, gone: true }] });
    expect(waiting()).toEqual(['ingrid', 'elin']);
    vi.advanceTimersByTime(5_000);
    expect(waiting()).toEqual(['elin']);
  });

  it('holds still as long as the keyboard walks through it', async () => {
    const { inbox, list, waiting } = adasList();
    list.keyboardEntered();
    list.pointerMoved();
    await inbox.receive({ after: 1, upTo: 2, items: [{ id: 'ingrid', inboxSeq: 2, gone: true }] });
    vi.advanceTimersByTime(60_000);
    expect(waiting()).toEqual(['ingrid', 'elin']);
    expect(list.find('ingrid')?.id).toBe('ingrid');
    list.keyboardLeft();
    expect(waiting()).toEqual(['elin']);
  });
});
