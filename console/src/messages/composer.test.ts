import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryShelf } from '../storage/shelf.ts';
import { createComposer, putBack } from './composer.model.ts';
import { leftOf, problemOf } from './draft.ts';

const composer = (shelf = memoryShelf(), conversationId = 'conversation-ingrid') =>
  createComposer({ conversationId, shelf });

describe('the words being written', () => {
  it('and the caret are there again after a reload, in their own chat only', () => {
    const shelf = memoryShelf();
    composer(shelf).write('Hei Ingrid', 4, 12);
    expect(composer(shelf).draft.get()).toEqual({ text: 'Hei Ingrid', caret: 4, begunAtSeq: 12 });
    expect(composer(shelf, 'conversation-elin00').text.get()).toBe('');
  });

  it('remember what had been said when they were begun', () => {
    const words = composer();
    words.write('H', 1, 12);
    words.write('Hei', 3, 15);
    expect(words.draft.get().begunAtSeq).toBe(12);
    words.write('', 0, 16);
    words.write('N', 1, 17);
    expect(words.draft.get().begunAtSeq).toBe(17);
  });

  it('come back before what was written since, and say why', () => {
    const words = composer();
    words.write('og en ting til', 14, 3);
    words.giveBack('Pakken er sendt.', { code: 'not_yours', ownerId: 'bo' });
    expect(words.text.get()).toBe('Pakken er sendt.\nog en ting til');
    expect(words.givenBack.get()).toEqual({ code: 'not_yours', ownerId: 'bo' });
  });

  it('come back also to a chat that is not on the desk', () => {
    const shelf = memoryShelf();
    putBack(shelf, 'conversation-ingrid', 'Pakken er sendt.');
    expect(composer(shelf).text.get()).toBe('Pakken er sendt.');
  });
});

describe('a message', () => {
  it('of nothing but space is not sent', () => {
    expect(problemOf(' \n\t')).toEqual({ kind: 'empty' });
  });

  it('with a variable nobody filled in is not sent', () => {
    expect(problemOf('Hei {{name}}, takk for sist')).toEqual({ kind: 'unfilled', variable: '{{name}}' });
    expect(problemOf('const a = {{}}')).toEqual({ kind: 'unfilled', variable: '{{}}' });
    expect(problemOf('{ enkel } og { dobbel }')).toBeNull();
  });

  it('is measured in characters as people count them', () => {
    expect(problemOf('🙈'.repeat(10_000))).toBeNull();
    expect(problemOf('🙈'.repeat(10_001))).toEqual({ kind: 'too_long', over: 1 });
  });

  it('tells how much room is left only near the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11_000 }), (length) => {
        const left = leftOf('a'.repeat(length));
        expect(left).toBe(length >= 9_500 ? 10_000 - length : null);
      }),
    );
  });
});
