import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf } from './links.ts';

const links = (text: string) => partsOf(text).flatMap((part) => (typeof part === 'string' ? [] : part.href));

test('an address in a sentence is a link, its full stop is not', () => {
  expect(partsOf('See https://shop.example/a?b=1. Thanks')).toEqual([
    'See ',
    { href: 'https://shop.example/a?b=1', text: 'https://shop.example/a?b=1' },
    '. Thanks',
  ]);
  expect(links('(http://shop.example)')).toEqual(['http://shop.example/']);
  expect(links('https://en.wikipedia.org/wiki/Straks_(word)')).toEqual([
    'https://en.wikipedia.org/wiki/Straks_(word)',
  ]);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt://https%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'https://',
  'https://bank.example@evil.example/',
])('%s is text', (text) => {
  expect(links(text)).toEqual([]);
});

test('no text gets lost or changed, and no link leads elsewhere than to the web', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((s) => `https://${s}`),
      ),
      (text) => {
        const parts = partsOf(`${text} ${text}`);
        expect(parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')).toBe(
          `${text} ${text}`,
        );
        for (const href of links(text)) expect(href).toMatch(/^https?:\/\//);
      },
    ),
  );
});
