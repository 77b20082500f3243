// A bare Socket.IO relay with ack, for comparison: it keeps nothing and knows nobody. `node relay.ts PORT`
import { createServer } from 'node:http';
import { Server } from 'socket.io';

interface Words {
  conversationId: string;
  clientMessageId: string;
  text: string;
  from: 'visitor' | 'agent';
}

const http = createServer((_, response) => response.end('ok'));
const io = new Server(http, {
  path: '/socket',
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 64 * 1024,
  pingInterval: 20_000,
  pingTimeout: 15_000,
});

io.of('/relay').on('connection', (socket) => {
  void socket.join((socket.handshake.auth as { rooms: string[] }).rooms);
  socket.on(
    'message',
    ({ conversationId, clientMessageId, text, from }: Words, ack: (answer: object) => void) => {
      // As many bytes down as Straks sends: its entry of a message.
      const entry = { seq: 1, at: Date.now(), kind: 'message', from, id: clientMessageId, text };
      io.of('/relay').to(conversationId).emit('entry', { conversationId, entry });
      ack({ ok: true, seq: 1, at: entry.at });
    },
  );
});

http.listen(Number(process.argv[2]), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
