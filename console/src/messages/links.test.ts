import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces } from './links.ts';

const links = (text: string) => pieces(text).filter(({ kind }) => kind === 'link');

describe('addresses in a message', () => {
  it('can be followed, without the punctuation of the sentence', () => {
    expect(links('Se https://shop.example/a?b=1. Hilsen (https://shop.example/x_(y))')).toEqual([
      { kind: 'link', text: 'https://shop.example/a?b=1', url: 'https://shop.example/a?b=1' },
      { kind: 'link', text: 'https://shop.example/x_(y)', url: 'https://shop.example/x_(y)' },
    ]);
  });

  it('are never scripts', () => {
    expect(links('javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd')).toEqual([]);
    expect(links('https://')).toEqual([]);
  });

  it('hold up nobody, however they are written', () => {
    const startedMs = performance.now();
    for (const tail of [')', '.', '(.', 'a.', '://']) pieces(`https://x${tail.repeat(5_000)}a`);
    expect(performance.now() - startedMs).toBeLessThan(200);
  });

  it('lose no character of the message', () => {
    const text = fc.array(
      fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(' ', '\n', ').', 'https://', '<b>')),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join('');
        expect(
          pieces(whole)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(whole);
      }),
      { numRuns: 50 },
    );
  });
});
