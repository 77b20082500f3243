import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../testing/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (path: string) => fetch(server.url + path);

test('the page of a link runs nothing but our own files, stands in no frame and tells nobody where it was', async () => {
  const page = await get('/continue?lang=nb');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const html = await page.text();
  expect(html).toContain('<html lang="nb">');
  // It is the same for everybody: what only she knows stands behind the #.
  expect(html).not.toMatch(/<script(?![^>]*src=)|style=|onclick/);
});

test('a language that is none of ours is English, whatever it says', async () => {
  for (const lang of ['de', '"><script>', 'nb&lang=da', '__proto__']) {
    expect(await (await get(`/continue?lang=${encodeURIComponent(lang)}`)).text()).toContain(
      '<html lang="en">',
    );
  }
});

test('beside the page lie its own files and no others', async () => {
  const css = await get('/continue/continue.css');
  expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  for (const other of ['index.html', '..%2Fpackage.json', '__proto__', 'constructor', 'x']) {
    expect([other, (await get(`/continue/${other}`)).status]).toEqual([other, 404]);
  }
});
