import type { RequestOf, RestAnswer, visitorUp } from '@straks/shared/protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';

export type NewVisitor = RestAnswer<'POST /api/sites/:key/visitors'>;

export interface VisitorRest {
  makeVisitor(language: Language): Promise<NewVisitor>;
  /** For a page that is being left: goes out even if nobody waits for the answer. */
  sendLeaving(token: string, request: RequestOf<typeof visitorUp, 'message:send'>): void;
}

export function createRest(base: URL, key: string): VisitorRest {
  const post = (path: string, body: object, options: RequestInit = {}) =>
    fetch(new URL(`api/sites/${key}/${path}`, base), {
      method: 'POST',
      credentials: 'omit',
      body: JSON.stringify(body),
      ...options,
      headers: { 'content-type': 'application/json', ...options.headers },
    });
  return {
    makeVisitor: async (language) => (await post('visitors', { language })).json(),
    sendLeaving(token, request) {
      const options = { keepalive: true, headers: { authorization: `Bearer ${token}` } };
      post('messages', request, options).catch(() => {});
    },
  };
}
