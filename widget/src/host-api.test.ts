import { afterEach, expect, test, vi } from 'vitest';
import { openHostApi } from './host-api.ts';

afterEach(() => vi.unstubAllGlobals());

const doors = () => ({ open: vi.fn(), close: vi.fn(), destroy: vi.fn() });

test('what the page asked for before the tag had run is done once it stands', () => {
  vi.stubGlobal('window', { straks: { q: [['open']] } });
  const first = doors();
  const host = openHostApi(first);
  expect(first.open).not.toHaveBeenCalled();
  host.doWaiting();
  expect(first.open).toHaveBeenCalledTimes(1);
});

test('a button of the page throws nothing when the chat is gone, and a new tag may open it again', () => {
  vi.stubGlobal('window', {});
  openHostApi(doors()).remove();
  expect(() => window.straks?.('open')).not.toThrow();
  expect(window.straks).toBeDefined();
  expect(window.straks?.isRunning).toBeUndefined();
  const second = doors();
  openHostApi(second);
  window.straks?.open();
  expect(second.open).toHaveBeenCalledTimes(1);
});
