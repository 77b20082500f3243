import { readFileSync } from 'node:fs';
import { Compile } from 'typebox/compile';
import { Line } from './line.ts';

const schema = Compile(Line);

/**
 * Reads the JSON lines of one writer. Writers are killed with -9, so a last line without its end is dropped;
 * anything else that is not a line of a history is an error, for a checker that skips evidence proves nothing.
 */
export function readHistory(path: string): Line[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop();
  return lines.map((text, index) => parse(text, `${path}:${index + 1}`));
}

/** Several writers' histories as one, by time; each writer's own order is kept. */
export function readHistories(paths: string[]): Line[] {
  return paths.flatMap(readHistory).sort((a, b) => a.t - b.t);
}

function parse(text: string, where: string): Line {
  const value = json(text, where);
  if (schema.Check(value)) return value;
  throw new Error(`${where}: not a line of a history: ${text.slice(0, 200)}`);
}

function json(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${where}: not JSON: ${text.slice(0, 200)}`);
  }
}
