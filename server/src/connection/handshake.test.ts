import type { Socket } from 'socket.io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleague, console_, owner, post, startServer, type TestServer, until } from '../testing/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('bo signs out in one window while another still shakes hands: neither stays connected', async () => {
  const bo = await colleague(server, await owner(server), { name: 'Bo' });
  const first = await console_(server, bo);
  const { promise: known, resolve: isKnown } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const agents = server.straks.io.of('/agent');
  // Comes after who she is has been read.
  agents.use((_: Socket, next) => {
    isKnown();
    released.then(() => next());
  });
  const second = console_(server, bo).catch(() => null);
  await known;
  await post(server, '/api/account/sign-out', {}, { cookie: bo });
  release();
  await until('nobody is connected', () => agents.sockets.size === 0);
  first.close();
  (await second)?.close();
  expect(agents.sockets.size).toBe(0);
});
