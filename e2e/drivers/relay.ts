import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy as some offices have it: pages and requests go through, WebSockets do not. */
export interface Relay extends AsyncDisposable {
  url: string;
  /** How many WebSockets it has turned away. */
  refused(): number;
  /** Which server stands behind it. */
  leadTo(port: number): void;
}

export async function relayWithoutWebSockets(): Promise<Relay> {
  let target = 0;
  let refused = 0;
  const pass = (from: IncomingMessage, to: ServerResponse) => {
    const onward = request(
      { host: '127.0.0.1', port: target, method: from.method, path: from.url, headers: from.headers },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      },
    );
    onward.on('error', () => to.destroy());
    from.pipe(onward);
  };
  const server = createServer(pass);
  server.on('upgrade', (_, socket) => {
    refused += 1;
    socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    leadTo(port) {
      target = port;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
