import type { Socket as TcpSocket } from 'node:net';
import type { Server } from 'socket.io';

/** So many writes take half a millisecond. A unit of work has thirty steps, and each waits for the end of a turn like this. */
const mostAtOnce = 48;

/**
 * Lets all frames that go to one client in one turn of the loop leave in one write to the system,
 * instead of one each: a group of messages committed together is told together. What is told to thousands
 * at once leaves some at a time, and whatever is told meanwhile to a few does not wait for it.
 */
export function gatherWrites(io: Server) {
  let ofThisTurn: (() => void)[] = [];
  let later: (() => void)[] = [];
  let isDraining = false;

  function endTurn() {
    const corked = ofThisTurn;
    ofThisTurn = [];
    for (const uncork of corked.splice(0, mostAtOnce)) uncork();
    later.push(...corked);
    if (later.length > 0 && !isDraining) {
      isDraining = true;
      setImmediate(drain);
    }
  }

  function drain() {
    for (const uncork of later.splice(0, mostAtOnce)) uncork();
    isDraining = later.length > 0;
    if (isDraining) setImmediate(drain);
    else later = [];
  }

  io.engine.on(
    'connection',
    (connection: { request: { socket: TcpSocket }; on(event: 'flush', f: () => void): void }) => {
      const { socket } = connection.request;
      let corked = false;
      const uncork = () => {
        corked = false;
        socket.uncork();
      };
      connection.on('flush', () => {
        if (corked) return;
        corked = true;
        socket.cork();
        if (ofThisTurn.length === 0) setImmediate(endTurn);
        ofThisTurn.push(uncork);
      });
    },
  );
}
