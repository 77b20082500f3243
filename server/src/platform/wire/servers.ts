import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { Server } from 'socket.io';
import type { Logger } from '../log.ts';
import { gatherWrites } from './gather-writes.ts';
import { answerFailure } from './http.ts';

export interface ServersParts {
  log: Logger;
  trustedProxies: number;
  requestTimeoutMs: number;
  /** Whether a page of this origin may open a socket at all. */
  mayConnect(request: IncomingMessage): boolean;
}

const largestBytes = 64 * 1024;
const lookAtConnectionsMs = 1_000;

/** One port for pages, requests and sockets, with every limit on what a stranger may cost us set. */
export function createServers({ log, trustedProxies, requestTimeoutMs, mayConnect }: ServersParts) {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBytes,
    trustProxy: (_address: string, hop: number) => hop < trustedProxies,
    frameworkErrors: answerFailure,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: lookAtConnectionsMs },
  });
  const io = new Server(app.server, {
    path: '/socket',
    serveClient: false,
    maxHttpBufferSize: largestBytes,
    perMessageDeflate: false,
    httpCompression: false,
    connectTimeout: 10_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    cors: (request, done) =>
      done(null, { origin: mayConnect(request as IncomingMessage), methods: ['GET', 'POST'] }),
    allowRequest: (request, done) => done(null, mayConnect(request)),
  });
  gatherWrites(io);
  emptySent(io);
  return { app, io };
}

/**
 * Engine.IO keeps one array per socket for what it is about to send. It grows old while it is empty, and then carries each
 * frame that was in it into the old generation of the heap: with thousands of sockets, most of what a large collection
 * finds there. Emptied once it is sent, it carries nothing.
 */
function emptySent({ engine }: Server) {
  let sent: unknown[] = [];
  engine.on('flush', (_: unknown, packets: unknown[]) => {
    sent = packets;
  });
  engine.on('drain', () => {
    sent.length = 0;
  });
}
