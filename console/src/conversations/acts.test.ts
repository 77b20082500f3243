import { describe, expect, it } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import { conversation } from '../demo/conversations.ts';
import { createSending } from '../messages/sending.model.ts';
import { memoryShelf } from '../storage/shelf.ts';
import { createActs } from './acts.model.ts';

const ada = conversation({ id: 'conversation-ada000', epoch: 3 });

/** Bo's console, where a word leaves only when `letGo` is called; what reached the server, in order. */
function desk() {
  const asked: string[] = [];
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const pauses: (() => void)[] = [];
  const ask = (async (name: string) => {
    asked.push(name);
    return { ok: true, seq: 7, at: 1_000 };
  }) as unknown as Ask;
  const shelf = memoryShelf();
  const sending = createSending({
    ask,
    shelf,
    myId: () => 'bo',
    ready: () => true,
    exclusive: (_, work) => free.then(work),
    wait: () => new Promise((resolve) => pauses.push(resolve)),
    nowMs: () => 0,
    newId: () => crypto.randomUUID(),
    givenBack: () => {},
  });
  const acts = createActs({ ask, accepted: () => {}, wordsAway: sending.away, nowMs: () => 0 });
  const losePatience = () => {
    for (const stop of pauses.splice(0)) stop();
  };
  /** They share what waits to be sent. */
  const anotherWindowSends = () => {
    for (const key of [...shelf.keys('')]) shelf.remove(key);
    sending.look();
  };
  return { sending, acts, asked, letGo, losePatience, anotherWindowSends };
}

describe('what bo does with ada right after he wrote to her', () => {
  const deeds = {
    'conversation:hold': ({ acts }: ReturnType<typeof desk>) => acts.hold(ada, 900_000),
    'conversation:transfer': ({ acts }: ReturnType<typeof desk>) => acts.transfer(ada, { agentId: 'cy' }),
    'conversation:return': ({ acts }: ReturnType<typeof desk>) => acts.giveBack(ada),
    'conversation:close': ({ acts }: ReturnType<typeof desk>) => acts.close(ada, null),
  };

  for (const [name, deed] of Object.entries(deeds)) {
    it(`reaches the server after his words: ${name}`, async () => {
      const bo = desk();
      bo.sending.send(ada.id, 3, 'I will ask the workshop');
      bo.sending.send(ada.id, 3, 'One moment');
      const done = deed(bo);
      await Promise.resolve();
      expect(bo.asked).toEqual([]);
      bo.letGo();
      expect(await done).toBe(true);
      expect(bo.asked).toEqual(['message:send', 'message:send', name]);
    });
  }

  it('waits no longer when another window of his has sent them', async () => {
    const bo = desk();
    bo.sending.send(ada.id, 3, 'I will ask the workshop');
    const done = bo.acts.hold(ada, 900_000);
    await Promise.resolve();
    bo.anotherWindowSends();
    expect(await done).toBe(true);
    expect(bo.asked).toEqual(['conversation:hold']);
  });

  it('does not wait for ever for words that do not get away', async () => {
    const bo = desk();
    bo.sending.send(ada.id, 3, 'I will ask the workshop');
    const done = bo.acts.hold(ada, 900_000);
    await Promise.resolve();
    bo.losePatience();
    expect(await done).toBe(true);
    expect(bo.asked).toEqual(['conversation:hold']);
  });

  it('is asked at once when nothing is on its way', async () => {
    const bo = desk();
    expect(await bo.acts.hold(ada, 900_000)).toBe(true);
    expect(bo.asked).toEqual(['conversation:hold']);
  });
});
