import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildIfStale } from '../../tasks/build.ts';

const folder = join(import.meta.dirname, '../../widget/dist');
const gzipBytes = (name: string) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;

beforeAll(() => buildIfStale());

test('a page view costs the host at most 3 kB, and an open chat in any language 40 kB in all', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const [widget = ''] = names.filter((name) => name.startsWith('widget-'));
  const languages = names.filter((name) => /^(nb|da|sv|en)-/.test(name));
  expect(languages).toHaveLength(4);
  const loader = gzipBytes('loader.js');
  expect(loader).toBeLessThanOrEqual(3_000);
  const heaviest = Math.max(...languages.map(gzipBytes));
  // The two answers of the server before the socket weigh less than 0.4 kB.
  expect(loader + gzipBytes(widget) + heaviest).toBeLessThanOrEqual(39_600);
});
