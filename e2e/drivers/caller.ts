import { messageId } from '@straks/shared/messages/message-id.ts';
import type { AnswerOf, RestAnswer, VisitorDown, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import { Connection } from './connection.ts';
import { until } from './until.ts';

type Asked = AnswerOf<typeof visitorUp, 'callback:request'>;
type Told = Parameters<VisitorDown['callback']>[0]['callback'];

/** A visitor in Norway who asks to be called when it is her turn, without a page. */
export async function askForCall(
  { url, siteKey }: { url: string; siteKey: string },
  { name, phone, text }: { name: string; phone: string; text: string },
) {
  const introduced = await fetch(`${url}/api/sites/${siteKey}/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ language: 'nb' }),
  });
  const visitor = (await introduced.json()) as RestAnswer<'POST /api/sites/:key/visitors'>;
  if (!visitor.ok) throw new Error(`${name} may not come in: ${visitor.code}`);
  let told: Told = null;
  let isConnected = false;
  const connection = new Connection({
    ...{ url, namespace: '/visitor', query: { site: siteKey }, auth: () => ({ token: visitor.token }) },
    connected: () => {
      isConnected = true;
    },
    lost: () => undefined,
    heard: (event, payload) => {
      if (event === 'callback') told = (payload as { callback: Told }).callback;
    },
  });
  connection.open();
  await until(`${name} is connected`, () => isConnected, 10_000);
  await connection.ask('hello', { protocol: protocolVersion });
  const asked = (await connection.ask('callback:request', {
    ...{ clientMessageId: messageId(Date.now()), phone, country: 'NO', name, text, language: 'nb' },
    when: { kind: 'turn' },
  })) as Asked;
  if (!asked.ok) throw new Error(`${name} is not called: ${asked.code} ${asked.detail ?? ''}`);
  told = asked.callback;
  return {
    /** What she reads of her call; null once it is made. */
    callback: (): Told => told,
    async [Symbol.asyncDispose]() {
      connection.close();
    },
  };
}
