import { afterEach, expect, test, vi } from 'vitest';
import { linkOf, spent } from './fragment.ts';
import { createOwnSession, usableStorage } from './own-session.ts';

afterEach(() => vi.unstubAllGlobals());

/** As where the browser forbids storage: the page's own is used, by the usual name. */
function forbidden() {
  const window = {};
  vi.stubGlobal('window', window);
  vi.stubGlobal('localStorage', {
    setItem() {
      throw new Error('SecurityError');
    },
  });
  return window as { localStorage?: Storage };
}

const key = 'abcdef012345';
const ada = { visitorId: 'ada', token: 'token-of-ada' };
const eve = { visitorId: 'eve', token: 'token-of-eve' };

test('the chat finds the session where it always looks, also where the browser keeps nothing', () => {
  const window = forbidden();
  const session = createOwnSession(key, usableStorage());
  expect(session.has()).toBe(false);
  session.take(ada, 'link');
  expect(window.localStorage?.getItem(`straks:${key}:token`)).toBe('token-of-ada');
  expect([session.has(), session.isFrom('link'), session.isFrom('another')]).toEqual([true, true, false]);
});

test('ada sees nothing of what eve left on the same device, and finds her own again', () => {
  forbidden();
  const storage = usableStorage();
  storage.setItem(`straks:${key}:token`, eve.token);
  storage.setItem(`straks:${key}:out:1`, 'words of eve');
  storage.setItem('straks:othersite0000:token', 'elsewhere');
  const session = createOwnSession(key, storage);
  session.take(ada, 'first link');
  expect(storage.getItem(`straks:${key}:out:1`)).toBe(null);
  expect(storage.getItem('straks:othersite0000:token')).toBe('elsewhere');
  storage.setItem(`straks:${key}:out:2`, 'words of ada');
  session.take({ ...ada, token: 'next' }, 'second link');
  expect(storage.getItem(`straks:${key}:out:2`)).toBe('words of ada');
});

test('a link is a secret and a site, or it is broken; spent, only the site stays in the address', () => {
  const link = { token: 'A-_9'.repeat(10), key };
  expect(linkOf(`#${link.token}.${key}`)).toEqual(link);
  expect(linkOf(spent(link))).toEqual({ token: '', key });
  for (const hash of ['', '#', '#nothing', `#${link.token}`, `#${link.token}.${key}/x`, '#a.b']) {
    expect([hash, linkOf(hash)]).toEqual([hash, null]);
  }
});
