import { ownDialogues } from '../../replay/dialogues.ts';

const sentences = ownDialogues().flatMap(({ turns }) => turns.map(({ text }) => text));

/** Something a person might write: scripts, emoji, code, control characters and all. */
export const words = (random: () => number): string =>
  sentences[Math.floor(random() * sentences.length)] ?? 'Hei';
