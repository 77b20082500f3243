import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { otherSite } from '../testing/other-site.ts';
import { owner, startServer, type TestServer, token } from '../testing/people.ts';
import { rawUpgrade } from '../testing/raw.ts';

const shop = 'https://shop.example';
const till = 'https://shop.example:8443';
const other = 'https://other.example';

let server: TestServer;
let olga: string;
let otherKey: string;

beforeAll(async () => {
  server = await startServer();
  olga = await owner(server);
  await fetch(`${server.url}/api/settings/site`, {
    method: 'PATCH',
    headers: { cookie: olga, origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ origins: [shop, till] }),
  });
  otherKey = (await otherSite(server, [other])).key;
});
afterAll(() => server.stop());

const polling = (site: string) => `/socket/?EIO=4&transport=polling&site=${site}`;

/** What a page of this origin gets from each of our doors. */
async function doors(origin: string, site: string): Promise<Record<string, number>> {
  const socket = await rawUpgrade(server.url, { site, headers: { Origin: origin } });
  socket.destroy();
  const ask = async (path: string, init: RequestInit = {}) =>
    (await fetch(server.url + path, { ...init, headers: { ...init.headers, origin } })).status;
  return {
    websocket: socket.status,
    polling: await ask(polling(site)),
    state: await ask(`/api/sites/${site}/state`),
    visitors: await ask(`/api/sites/${site}/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"language":"en"}',
    }),
  };
}

const open = { websocket: 101, polling: 200, state: 200, visitors: 200 };
/** Engine.IO ends a WebSocket's handshake with 400, whatever the reason. */
const shut = { websocket: 400, polling: 403, state: 403, visitors: 403 };

test('a shop that the owner named may show the widget of her site, and of no other', async () => {
  expect(await doors(shop, server.siteKey)).toEqual(open);
  expect(await doors(till, server.siteKey)).toEqual(open);
  expect(await doors(server.url, server.siteKey)).toEqual(open);
  expect(await doors(other, otherKey)).toEqual(open);
  expect(await doors(shop, otherKey)).toEqual(shut);
  expect(await doors(other, server.siteKey)).toEqual(shut);
});

test.each([
  'https://evil.example',
  'https://shop.example.evil.example',
  'https://evil-shop.example',
  'https://www.shop.example',
  'https://shop.example.',
  'https://SHOP.example',
  'http://shop.example',
  'https://shop.example:443',
  'https://shop.example:8444',
  'https://shop.example/',
  'https://shop.example@evil.example',
  'https://shop.example, https://evil.example',
  'shop.example',
  'file://',
  'chrome-extension://shop.example',
  'null',
])('a page of %s is refused at every door', async (origin) => {
  expect(await doors(origin, server.siteKey)).toEqual(shut);
});

test('a page cannot name one site for its origin and another for its visitor', async () => {
  for (const sites of [`${server.siteKey}&site=${otherKey}`, `${otherKey}&site=${server.siteKey}`]) {
    const socket = await rawUpgrade(server.url, { site: sites, headers: { Origin: shop } });
    expect(socket.status).toBe(shut.websocket);
    socket.destroy();
    const response = await fetch(server.url + polling(sites), { headers: { origin: shop } });
    expect(response.status).toBe(403);
  }
});

describe('preflights', () => {
  const preflight = async (path: string, origin: string, method = 'POST') => {
    const response = await fetch(server.url + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type,authorization',
      },
    });
    return response.headers.get('access-control-allow-origin');
  };
  const visitors = () => `/api/sites/${server.siteKey}/visitors`;

  test('a named shop is allowed, by its name', async () => {
    expect(await preflight(visitors(), shop)).toBe(shop);
    expect(await preflight(`/api/sites/${server.siteKey}/messages`, shop)).toBe(shop);
    expect(await preflight(polling(server.siteKey), shop)).toBe(shop);
  });

  test('others are not, and nobody is allowed the settings', async () => {
    for (const origin of ['https://evil.example', 'null', other, `${shop}.evil.example`]) {
      expect(await preflight(visitors(), origin)).toBeNull();
      expect(await preflight(polling(server.siteKey), origin)).toBeNull();
    }
    for (const path of ['/api/settings', '/api/settings/site', '/api/account/sign-in', '/api/account/me']) {
      expect(await preflight(path, shop, 'PATCH')).toBeNull();
    }
  });

  test('no answer lets a foreign page send cookies along', async () => {
    for (const path of [visitors(), polling(server.siteKey), '/api/account/me']) {
      const response = await fetch(server.url + path, { headers: { origin: shop } });
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});

describe('the console’s socket', () => {
  async function enter(origin: string | null, headers: Record<string, string>): Promise<string> {
    const socket = await rawUpgrade(server.url, {
      site: server.siteKey,
      headers: { ...(origin !== null && { Origin: origin }), ...headers },
    });
    if (socket.status !== 101) return String(socket.status);
    socket.say('40/agent,{}');
    const told = await socket.hears('an answer', /^4[04]\/agent,/);
    socket.destroy();
    return told.startsWith('40') ? 'in' : (JSON.parse(told.slice('44/agent,'.length)).data.code as string);
  }

  test('an owner’s cookie opens it on our own pages only', async () => {
    expect(await enter(server.url, { Cookie: olga })).toBe('in');
    expect(await enter(shop, { Cookie: olga })).toBe('foreign_origin');
    for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`, other]) {
      expect(await enter(origin, { Cookie: olga })).toBe('400');
    }
  });

  test('a visitor’s token, a made-up cookie or none does not', async () => {
    const { token: secret } = await token(server);
    for (const cookie of [
      '',
      `__Host-straks=${secret}`,
      `__Host-straks=${'A'.repeat(43)}`,
      '__Host-straks=%ff',
    ]) {
      expect(await enter(server.url, { Cookie: cookie })).toBe('not_signed_in');
    }
  });

  test('a colleague’s cookie is no visitor’s token', async () => {
    const socket = await rawUpgrade(server.url, {
      site: server.siteKey,
      headers: { Origin: server.url, Cookie: olga },
    });
    socket.say(`40/visitor,${JSON.stringify({ token: olga.split('=')[1] })}`);
    expect(await socket.hears('a refusal', /^44\/visitor/)).toContain('not_signed_in');
    socket.destroy();
  });
});
