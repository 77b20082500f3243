import { expect, test } from 'vitest';
import { ownDialogues } from './dialogues.ts';
import { replay } from './replay.ts';

test('twenty people in four languages chat while lines break, and nobody loses, doubles or reorders a word', async () => {
  const dialogues = ownDialogues();
  const { figures, differences } = await replay({
    ...{ dialogues, speed: 100, cut: 0.2, seed: 7, agents: 3, capacity: 3 },
  });
  expect(differences).toEqual([]);
  expect(figures).toMatchObject({ identical: dialogues.length, lost: 0, doubled: 0, reordered: 0 });
  expect(figures.cuts).toBeGreaterThan(0);
});
