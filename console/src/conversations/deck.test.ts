import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deck } from './deck.ts';
import { emptyDeck, mostPanes, putAway, show, showBeside, togglePin, visible } from './deck.ts';
import { hueOf } from './hue.ts';
import { initials, pageName } from './naming.ts';
import { knownAs, markOf } from './visitor-name.ts';

const ids = ({ panes }: Deck) => panes.map(({ id }) => id);

describe('the deck', () => {
  it('shows the next chat in the place of the one that is not pinned', () => {
    const deck = show(show(emptyDeck, 'ingrid', 3), 'elin', 3);
    expect(ids(deck)).toEqual(['elin']);
  });

  it('shows it beside one that is pinned', () => {
    const pinned = togglePin(show(emptyDeck, 'ingrid', 3), 'ingrid');
    expect(ids(show(pinned, 'elin', 3))).toEqual(['ingrid', 'elin']);
  });

  it('moves no chat that is before the agent already', () => {
    const deck = showBeside(showBeside(show(emptyDeck, 'ingrid', 3), 'elin', 3), 'mikkel', 3);
    expect(ids(show(deck, 'ingrid', 3))).toEqual(ids(deck));
    expect(show(deck, 'ingrid', 3).focused).toBe('ingrid');
  });

  it('keeps its promises whatever is done with it', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const act = fc.oneof(
      fc.record({
        kind: fc.constantFrom('show', 'beside', 'pin', 'away'),
        id,
        fits: fc.integer({ min: 1, max: 4 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        let deck = emptyDeck;
        for (const { kind, id, fits } of acts) {
          if (kind === 'show') deck = show(deck, id, fits);
          if (kind === 'beside') deck = showBeside(deck, id, fits);
          if (kind === 'pin') deck = togglePin(deck, id);
          if (kind === 'away') deck = putAway(deck, id);
          expect(new Set(ids(deck)).size).toBe(deck.panes.length);
          expect(deck.panes.length).toBeLessThanOrEqual(mostPanes);
          if (kind === 'show' || kind === 'beside') expect(deck.focused).toBe(id);
          if (deck.focused !== null) expect(ids(deck)).toContain(deck.focused);
          const seen = visible(deck, fits);
          expect(seen.length).toBeLessThanOrEqual(fits);
          if (deck.focused !== null) expect(seen.map((pane) => pane.id)).toContain(deck.focused);
        }
      }),
    );
  });
});

describe('whom one answers', () => {
  it('has a hue of her own among eleven neighbours, whichever tickets the agent gets', () => {
    for (const stride of [1, 2, 3, 4, 5]) {
      const hues = Array.from({ length: 11 }, (_, place) => hueOf(40 + place * stride));
      expect(new Set(hues).size).toBe(11);
    }
  });

  it('is known by initials, or by the ticket while she has no name', () => {
    expect(initials('Ingrid Marie Solberg', 7)).toBe('IS');
    expect(initials('åse', 7)).toBe('Å');
    expect(initials(null, 1_205)).toBe('05');
    expect(initials(' …!? ', 12)).toBe('12');
  });

  it('goes by her address when she left a message without a name, in a hue of her own', () => {
    const left = (id: string, email: string) => ({
      id,
      ticket: 0,
      visitor: { name: null, email, language: 'nb', page: null, online: false } as never,
    });
    const [ada, eve] = [left('a1', 'ada@example.no'), left('b7', 'eve@example.no')];
    expect(knownAs(ada)).toBe('ada@example.no');
    expect(hueOf(markOf(ada))).not.toBe(hueOf(markOf(eve)));
  });

  it('is on a page that is told as people say it', () => {
    expect(pageName('https://shop.example/st%C3%B8vler/?utm=1')).toBe('shop.example/støvler');
    expect(pageName('%E0%A4%A')).toBe('%E0%A4%A');
  });
});
