import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends the program: what was asked for cannot be done, and this is how to ask. */
export function refuse(says: string): never {
  console.error(says);
  process.exit(2);
}

/** The arguments of this program, or a refusal that shows its usage. */
export function readArguments<Config extends ParseArgsConfig>(usage: string, config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(`${(error as Error).message}\n${usage}`);
  }
}

export function numberIn(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  return refuse(`--${name} is "${text}"; allowed: a number from ${min} to ${max}.`);
}

export function wholeIn(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max && text.trim() !== '') return value;
  return refuse(`--${name} is "${text}"; allowed: a whole number from ${min} to ${max}.`);
}
