import type { Line } from './line.ts';

/** Something that carries conversations: Straks, or the relay it is held against. */
export interface House {
  name: string;
  pid: number;
  lines: Line[];
  close(): Promise<void>;
}

export interface Shape {
  conversations: number;
  agents: number;
}
