import type { SiteNow } from '@straks/shared/inbox/inbox.protocol.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { otherSite } from '../testing/other-site.ts';
import {
  agent,
  console_,
  heardOf,
  owner,
  post,
  startServer,
  type TestServer,
  until,
} from '../testing/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('bo hears at work of a new department, and nobody of another site does', async () => {
  const olga = await owner(server);
  const bo = await agent(server, olga, { name: 'Bo' });
  const other = await otherSite(server);
  const una = await console_(other.server, await other.ownerOf(olga));
  await post(server, '/api/settings/departments', { name: 'Repairs' }, { cookie: olga });
  const told = await until('bo hears of it', () => heardOf<SiteNow>(bo, 'site').at(-1));
  expect(told.departments.map(({ name }) => name)).toEqual(['Support', 'Repairs']);
  expect(told.site.routing.acceptMs).toBe(45_000);
  expect(heardOf(una, 'site')).toEqual([]);
});
