import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from './links.ts';

const links = (text: string) => partsOf(text).flatMap((part) => (typeof part === 'string' ? [] : part.href));
const whole = (text: string) =>
  partsOf(text)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('');

describe('addresses in a message', () => {
  test('can be followed, without what ends the sentence', () => {
    expect(partsOf('See https://shop.example/a?b=1. Thanks')).toEqual([
      'See ',
      { href: 'https://shop.example/a?b=1', text: 'https://shop.example/a?b=1' },
      '. Thanks',
    ]);
    expect(links('(http://shop.example)')).toEqual(['http://shop.example/']);
    expect(links('https://en.wikipedia.org/wiki/Straks_(word)')).toEqual([
      'https://en.wikipedia.org/wiki/Straks_(word)',
    ]);
    expect(links('Se https://shop.example/a?b=1. Hilsen (https://shop.example/x_(y)) …')).toEqual([
      'https://shop.example/a?b=1',
      'https://shop.example/x_(y)',
    ]);
    expect(links('[https://shop.example/a], “https://shop.example/b”…')).toEqual([
      'https://shop.example/a',
      'https://shop.example/b',
    ]);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt://https%0aalert(1)',
    'javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
    'https://bank.example@evil.example/',
  ])('%s is text', (text) => {
    expect(links(text)).toEqual([]);
    expect(whole(text)).toBe(text);
  });

  test('hold up nobody, however they are written', () => {
    const startedMs = performance.now();
    for (const tail of [')', '.', '(.', 'a.', '://']) {
      for (const end of ['', 'a']) partsOf(`https://x${tail.repeat(5_000)}${end}`);
    }
    expect(performance.now() - startedMs).toBeLessThan(200);
  });

  test('lose no character of the message, and lead nowhere else than to the web', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((text) => `https://${text}`),
      fc.constantFrom(' ', '\n', ').', 'https://', '<b>'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(whole(text)).toBe(text);
        for (const href of links(text)) expect(href).toMatch(/^https?:\/\//);
      }),
      { numRuns: 50 },
    );
  });
});
