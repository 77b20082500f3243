import type { Line } from './line.ts';

/** Something that carries conversations: Straks, or the relay it is held against. */
export interface House {
  name: string;
  /** Processor time of its process, or of all its nodes. */
  busyMs(): number;
  /** Whether nobody else may use the core of its process. */
  hasOwnCore: boolean;
  lines: Line[];
  close(): Promise<void>;
}

export interface Shape {
  conversations: number;
  agents: number;
}
