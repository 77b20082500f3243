import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'socket.io';

export interface SeeOffParts {
  io: Pick<Server, 'of'>;
  /** Whether other nodes take them in. */
  hasCompany: boolean;
  /** From now on whoever goes has moved, and has not left. */
  moving(): void;
}

/** By then balancers that look each second have seen twice that this node goes: who moves meets another. */
const noticedMs = 2_500;
/** Each goes at a moment of her own within this. */
const moveWithinMs = 3_000;
const lateMs = 200;
/** Until those who poll have heard it too. */
const farewellMs = 300;
const lookMs = 50;
const gates = ['/visitor', '/agent'];

/** Serves those who are here until they have moved to other nodes. Who remains is told when to come back, once cut. */
export async function seeOff({ io, hasCompany, moving }: SeeOffParts): Promise<void> {
  if (hasCompany) await allGone(noticedMs);
  moving();
  if (hasCompany) {
    askToMove();
    await allGone(moveWithinMs + lateMs);
  }
  askToMove();
  await pause(farewellMs);

  function askToMove() {
    for (const gate of gates) io.of(gate).emit('moving', { withinMs: moveWithinMs });
  }

  async function allGone(withinMs: number) {
    const end = performance.now() + withinMs;
    while (performance.now() < end && gates.some((gate) => io.of(gate).sockets.size > 0)) await pause(lookMs);
  }
}
