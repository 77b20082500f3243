import { setImmediate as breathe } from 'node:timers/promises';

const atATime = 8;

/** Goes through thousands a few at a time: nobody's message waits for it. */
export async function eachInBreaths<One>(all: readonly One[], look: (one: One) => void): Promise<void> {
  for (const [n, one] of all.entries()) {
    if (n % atATime === atATime - 1) await breathe();
    look(one);
  }
}
