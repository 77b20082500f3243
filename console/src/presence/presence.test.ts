import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import { expect, it } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import { createPresence } from './presence.model.ts';

const bo: Colleague = {
  ...{ id: 'bo', name: 'Bo Berg', status: 'away', reachable: true, capacity: 2, active: 0 },
  ...{ departmentIds: [], setAway: false },
};
const svea: Colleague = { ...bo, id: 'svea', name: 'Svea' };

/** Bo's console; the server's answers come when the story says so. */
function desk() {
  const asked: { event: string; answer(value: unknown): void; fail(): void }[] = [];
  const ask = ((event: string) =>
    new Promise((resolve, reject) => {
      asked.push({ event, answer: resolve, fail: () => reject(new Error('no answer')) });
    })) as Ask;
  const presence = createPresence({ ask, myId: () => 'bo' });
  presence.receive({ at: 100, colleagues: [bo, svea] });
  const status = () => presence.me.get()?.status;
  return { asked, presence, status };
}

it('bo presses available: a list made before does not turn the switch back, one made after may', async () => {
  const { asked, presence, status } = desk();
  const done = presence.toggleStatus();
  expect(status(), 'at once').toBe('available');
  presence.receive({ at: 110, colleagues: [bo, svea] });
  expect(status(), 'while the server has not answered').toBe('available');
  asked[0]?.answer({ ok: true, at: 130 });
  await done;
  presence.receive({ at: 120, colleagues: [bo, { ...svea, status: 'available' }] });
  expect(status(), 'the list is older than what she did').toBe('available');
  expect(presence.find('svea')?.status, 'others are as it says').toBe('available');
  presence.receive({ at: 140, colleagues: [{ ...bo, status: 'away', setAway: true }, svea] });
  expect(status(), 'the server set her away since').toBe('away');
  expect(presence.me.get()?.setAway).toBe(true);
});

it('two presses in a row end as the second one, whichever is answered first', async () => {
  const { asked, presence, status } = desk();
  const both = [presence.toggleStatus(), presence.toggleStatus()];
  expect(status()).toBe('away');
  asked[1]?.answer({ ok: true, at: 132 });
  asked[0]?.answer({ ok: true, at: 131 });
  await Promise.all(both);
  expect(status()).toBe('away');
  presence.receive({ at: 131, colleagues: [{ ...bo, status: 'available' }, svea] });
  expect(status(), 'between the two').toBe('away');
  presence.receive({ at: 132, colleagues: [bo, svea] });
  expect(status()).toBe('away');
});

it('what the server refuses or never answers is as it was, and she is told', async () => {
  const { asked, presence, status } = desk();
  const more = presence.setCapacity(7);
  expect(presence.me.get()?.capacity).toBe(7);
  asked[0]?.answer({ ok: false, code: 'rate_limited', retry: true });
  await more;
  expect(presence.me.get()?.capacity).toBe(2);
  expect(presence.refused.get()?.code).toBe('rate_limited');
  const pressed = presence.toggleStatus();
  asked[1]?.fail();
  await pressed;
  expect(status()).toBe('away');
  expect(presence.refused.get()?.code).toBe('timed_out');
});

it('a list that knows what she did already came before the answer', async () => {
  const { asked, presence, status } = desk();
  const done = presence.toggleStatus();
  presence.receive({ at: 125, colleagues: [{ ...bo, status: 'available' }, svea] });
  asked[0]?.answer({ ok: true, at: 120 });
  await done;
  presence.receive({ at: 126, colleagues: [{ ...bo, status: 'away' }, svea] });
  expect(status()).toBe('away');
});
