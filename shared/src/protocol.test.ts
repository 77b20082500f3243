import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { agentDown, agentUp, rest, visitorDown, visitorUp } from './protocol.ts';
import { history, protocolVersion } from './protocol-version.ts';

/** Keys sorted, so that moving a line in a file changes nothing. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

const fingerprint = createHash('sha256')
  .update(JSON.stringify(canonical({ visitorUp, visitorDown, agentUp, agentDown, rest })))
  .digest('hex')
  .slice(0, 16);

test('whoever changes the wire says so in the history of versions', () => {
  expect(history.at(-1)).toMatchObject({ version: protocolVersion, fingerprint });
});

test('versions count up by one and no fingerprint returns', () => {
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
  expect(new Set(history.map((line) => line.fingerprint)).size).toBe(history.length);
});
