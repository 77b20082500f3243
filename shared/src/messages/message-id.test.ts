import { expect, test } from 'vitest';
import { messageId } from './message-id.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);

test('an id is a UUID of version 7 and begins with the time', () => {
  const id = messageId(nowMs);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(nowMs);
});

test('ids of one moment differ, and later ones sort behind', () => {
  const ids = Array.from({ length: 1_000 }, () => messageId(nowMs));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => id < messageId(nowMs + 1))).toBe(true);
});
