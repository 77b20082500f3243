import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What lies between two programs: TCP that goes through, until it is made silent. */
export interface Wire extends AsyncDisposable {
  port: number;
  /** Takes everything and passes nothing on, not even that a line has ended. */
  silence(): void;
  /** What was said meanwhile arrives, late. */
  goOn(): void;
}

type Line = readonly [near: Socket, far: Socket];

export async function layWire(toPort: number): Promise<Wire> {
  const lines = new Set<Line>();
  let isSilent = false;

  function end(line: Line) {
    if (isSilent) return;
    lines.delete(line);
    for (const socket of line) socket.destroy();
  }

  function join(near: Socket) {
    const far = connect({ port: toPort, host: '127.0.0.1', allowHalfOpen: true });
    const line: Line = [near, far];
    lines.add(line);
    pass(near, far);
    pass(far, near);
    for (const socket of line) socket.on('close', () => end(line));
    if (isSilent) for (const socket of line) socket.pause();
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, join).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      isSilent = true;
      for (const socket of [...lines].flat()) socket.pause();
    },
    goOn() {
      isSilent = false;
      for (const line of lines) {
        if (line.some(({ destroyed }) => destroyed)) end(line);
        else for (const socket of line) socket.resume();
      }
    },
    async [Symbol.asyncDispose]() {
      isSilent = false;
      server.close();
      lines.forEach(end);
    },
  };
}

function pass(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', (data) => to.write(data));
  from.on('end', () => to.end());
  from.on('error', () => {});
}
