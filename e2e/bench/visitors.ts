import type { AnswerOf, RestAnswer, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Server } from '../drivers/server.ts';
import { RawSocket } from './raw-socket.ts';

/** What her browser keeps. */
export interface VisitorKey {
  token: string;
}

type House = Pick<Server, 'url' | 'siteKey'> & Partial<Pick<Server, 'publicUrl'>>;
type Hello = Extract<AnswerOf<typeof visitorUp, 'hello'>, { ok: true }>;

/** A visitor who has said hello, on a raw socket. */
export async function makeVisitor(
  house: House,
  heard: (frame: string) => void = () => {},
  key: VisitorKey = { token: '' },
  lost: () => void = () => {},
): Promise<RawSocket> {
  const { url, siteKey, publicUrl = url } = house;
  const response = await fetch(`${url}/api/sites/${siteKey}/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl },
    body: JSON.stringify({ language: 'nb' }),
  });
  const answer = (await response.json()) as RestAnswer<'POST /api/sites/:key/visitors'>;
  if (!answer.ok) throw new Error(`no visitor may come in: ${JSON.stringify(answer)}`);
  key.token = answer.token;
  return (await comesBack(house, key.token, heard, lost)).socket;
}

/** A visitor whose browser kept her token, and what she is told on coming. */
export async function comesBack(
  { url, siteKey, publicUrl = url }: House,
  token: string,
  heard: (frame: string) => void = () => {},
  lost: () => void = () => {},
) {
  const socket = await RawSocket.connect({
    ...{ url, origin: publicUrl, namespace: '/visitor', query: `&site=${siteKey}`, auth: { token } },
    ...{ heard, lost },
  });
  const hello = await socket.request<Hello>('hello', { protocol: protocolVersion });
  return { socket, hello };
}
