import { expect, test } from 'vitest';
import { startServer } from '../drivers/server.ts';

const widgetIn = (loader: string) => /widget-[\w-]+\.js/.exec(loader)?.[0] ?? '';

test('a loader from before an upgrade gets the widget there is now; other files that are gone stay gone', async () => {
  await using server = await startServer();
  const get = (path: string) => fetch(server.url + path);
  const name = widgetIn(await (await get('/straks.js')).text());
  const now = await get(`/widget/${name}`);
  expect(now.headers.get('cache-control')).toContain('immutable');
  const old = await get('/widget/widget-0LDhash_.js');
  expect(old.status).toBe(200);
  expect(old.headers.get('cache-control')).not.toContain('immutable');
  expect(old.headers.get('content-type')).toContain('text/javascript');
  expect(await old.text()).toBe(`export * from './${name}';\n`);
  expect((await get('/widget/en-0LDhash_.js')).status).toBe(404);
  expect((await get('/widget/..%2Ftry%2Findex.html')).status).toBe(404);
});
