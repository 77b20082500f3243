import { clean } from '@straks/server/platform/wire/clean.ts';
import type { Dialogue } from './dialogues.ts';

export type Side = 'visitor' | 'agent';

/** What one side has to say: when, and after how many messages of the other side. */
export interface Part {
  text: string;
  afterMs: number;
  othersBefore: number;
}

export interface Message {
  from: Side;
  text: string;
}

export interface Script {
  /** Said first when the source begins with the agent: a chat begins with its visitor. Not compared. */
  opening: string | null;
  visitor: Part[];
  agent: Part[];
  /** What every side must hold in the end. */
  expected: Message[];
}

const ownOpening = 'Hei!';

export function scriptOf({ turns }: Dialogue, speed: number): Script {
  const opening = turns[0]?.who === 'agent' ? ownOpening : null;
  const said = { visitor: opening === null ? 0 : 1, agent: 0 };
  const script: Script = { opening, visitor: [], agent: [], expected: [] };
  for (const { who, t, text } of turns) {
    const other = who === 'visitor' ? 'agent' : 'visitor';
    script[who].push({ text, afterMs: (t * 1000) / speed, othersBefore: said[other] });
    script.expected.push({ from: who, text: clean(text) as string });
    said[who] += 1;
  }
  return script;
}
