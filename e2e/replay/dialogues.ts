import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Turn = Type.Object({
  who: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
  /** Seconds since the chat began. */
  t: Type.Number(),
  text: Type.String({ pattern: '\\S' }),
});
const Dialogue = Type.Object({
  id: Type.Union([Type.Number(), Type.String()]),
  /** Seconds since some beginning. */
  start: Type.Number(),
  turns: Type.Array(Turn, { minItems: 1 }),
});
const schema = Compile(Dialogue);

export interface Turn {
  who: 'visitor' | 'agent';
  t: number;
  text: string;
}
export interface Dialogue {
  id: number | string;
  start: number;
  language?: Language;
  turns: Turn[];
}

const ownFile = fileURLToPath(new URL('dialogues.json', import.meta.url));
const largerFile = fileURLToPath(new URL('../../../shared/dialogues/star.jsonl', import.meta.url));

export interface Source {
  dialogues: Dialogue[];
  /** What was played, for the report. */
  says: string;
}

/** The named file; without one the larger set if it is here, else the dialogues written for this program. */
export function readSource(file: string | undefined): Source {
  if (file !== undefined) return { dialogues: readDialogues(file), says: file };
  if (existsSync(largerFile)) return { dialogues: readDialogues(largerFile), says: largerFile };
  return { dialogues: ownDialogues(), says: `our own dialogues (the larger set, ${largerFile}, is absent)` };
}

export const ownDialogues = (): Dialogue[] => readDialogues(ownFile);

/** JSON Lines, or one JSON array. */
function readDialogues(file: string): Dialogue[] {
  const text = readFileSync(file, 'utf8');
  const values: unknown[] = text.trimStart().startsWith('[')
    ? (JSON.parse(text) as unknown[])
    : text.split('\n').flatMap((line) => (line.trim() ? [JSON.parse(line) as unknown] : []));
  return values.map((value, index) => {
    if (schema.Check(value)) return value as Dialogue;
    const { instancePath = '', message = '' } = schema.Errors(value)[0] ?? {};
    throw new Error(`${file}, dialogue ${index + 1}: ${instancePath} ${message}`);
  });
}
