import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { expect, test } from 'vitest';
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
const forgetful = () =>
  createPlace(
    createKept('test', () => {
      throw new Error('nothing is kept here');
    }),
  );

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
