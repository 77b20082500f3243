import type { RestAnswer } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Server } from '../drivers/server.ts';
import { RawSocket } from './raw-socket.ts';

/** A visitor who has said hello, on a raw socket. */
export async function makeVisitor(
  server: Server,
  heard: (frame: string) => void = () => {},
): Promise<RawSocket> {
  const { url, siteKey } = server;
  const response = await fetch(`${url}/api/sites/${siteKey}/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ language: 'nb' }),
  });
  const answer = (await response.json()) as RestAnswer<'POST /api/sites/:key/visitors'>;
  if (!answer.ok) throw new Error(`no visitor may come in: ${JSON.stringify(answer)}`);
  const query = `&site=${siteKey}`;
  const visitor = await RawSocket.connect({
    url,
    namespace: '/visitor',
    query,
    auth: { token: answer.token },
    heard,
  });
  await visitor.request('hello', { protocol: protocolVersion });
  return visitor;
}
