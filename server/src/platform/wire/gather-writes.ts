import type { Socket as TcpSocket } from 'node:net';
import type { Server } from 'socket.io';

/**
 * Lets all frames that go to one client in one turn of the loop leave in one write to the system,
 * instead of one each: a group of messages committed together is told together.
 */
export function gatherWrites(io: Server) {
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
        setImmediate(uncork);
      });
    },
  );
}
