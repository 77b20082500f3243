import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { describe, expect, test } from 'vitest';
import { createKept } from '../connection/kept.ts';
import { createPlace } from './place.model.ts';

const place = (at: number, more: Partial<Place> = {}): Place => ({
  conversationId: 'conversation-000001',
  position: 3,
  wait: { kind: 'range', likelyMs: 120_000, withinMs: 300_000 },
  since: 0,
  at,
  ...more,
});
const nowhere = () => {
  throw new Error('it is kept as long as the page');
};
const forgetful = () => createPlace(createKept('test', nowhere));

test('an older place that comes later changes nothing', () => {
  const line = forgetful();
  line.hear(place(2_000, { position: 2 }));
  line.hear(place(1_000));
  expect(line.place.value?.position).toBe(2);
});

test('why the number rose is said until it changes again', () => {
  const line = forgetful();
  line.hear(place(1_000, { position: 4, reason: 'priority' }));
  line.hear(place(2_000, { position: 4 }));
  expect(line.place.value?.reason).toBe('priority');
  line.hear(place(3_000));
  expect(line.place.value?.reason).toBeUndefined();
});

describe('a number that rises without a reason from the server, which did not know the last', () => {
  test('is not shown without a word', () => {
    const line = forgetful();
    line.hear(place(1_000));
    line.hear(place(2_000, { position: 5 }));
    expect(line.place.value?.reason).toBe('moved');
    line.hear(place(3_000, { position: 5 }));
    expect(line.place.value?.reason).toBe('moved');
    line.hear(place(4_000, { position: 4 }));
    expect(line.place.value?.reason).toBeUndefined();
  });

  test('nor on the next page of hers', () => {
    const kept = createKept('test', nowhere);
    createPlace(kept).hear(place(1_000));
    const line = createPlace(kept);
    line.hear(place(2_000, { position: 4 }));
    expect(line.place.value?.reason).toBe('moved');
  });

  test('but a line that she left and joined anew is another, also when the page was loaded between', () => {
    const kept = createKept('test', nowhere);
    createPlace(kept).hear(place(1_000));
    const line = createPlace(kept);
    line.clear();
    line.hear(place(2_000, { position: 4 }));
    expect(line.place.value?.reason).toBeUndefined();
  });
});

test('her own wish to be called shows before the next place says it, and so does its end', () => {
  const line = forgetful();
  line.hold({ by: 'tab', called: null, passedOn: false });
  expect(line.place.value).toBe(null);
  line.hear(place(1_000));
  line.hold({ by: 'tab', called: null, passedOn: false });
  expect(line.place.value?.hold?.by).toBe('tab');
  line.hold(undefined);
  expect(line.place.value).toEqual(place(1_000));
});
