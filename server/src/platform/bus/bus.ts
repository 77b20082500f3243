import type { Hint } from './hint.ts';

export interface Bus {
  /** Never awaited, never fails: a hint that is lost costs a moment, not the truth. */
  tell(hint: Hint): void;
  /** Whether hints go round now; otherwise look yourself, often. */
  isUp(): boolean;
  /** Whether every node that told something lately still can; otherwise look yourself, often. */
  hearsAll(): boolean;
  /** What was told before has gone out. */
  close(): Promise<void>;
}

export interface BusParts {
  /** Hints of other nodes, never one's own. */
  heard(hint: Hint): void;
  /** Hints were missed, if only for a moment, or may have been: look everywhere. */
  back(): void;
}

export type OpenBus = (parts: BusParts) => Bus;
