import type { Fact } from '../../facts.ts';
import type { Took } from '../wire/shared-rates.ts';

/**
 * What nodes tell each other: where to look, and what is worth nothing in a moment (who types, who is here).
 * Ids only, never words; whoever misses a hint finds the same by looking into the database.
 */
export type Hint =
  /** Conversations of the site changed: read on from the inbox number you have. */
  | { kind: 'changed'; siteId: string }
  /** What happened beside conversations; of those the list is read. */
  | Exclude<Fact, { kind: 'entry' | 'read' | 'conversation' | 'words' }>
  | {
      kind: 'typing';
      conversationId: string;
      visitorId: string;
      ownerId: string | null;
      from: 'visitor' | 'agent';
      typing: boolean;
    }
  /** Somebody did at another node what each may do so often only. */
  | Took
  /** Visitors who have a page connected to this node: all of them, or one who came or went. */
  | { kind: 'here'; node: string; visitorIds: string[] }
  | { kind: 'came' | 'went'; node: string; visitorId: string };

export interface Bus {
  /** Never awaited, never fails: a hint that is lost costs a moment, not the truth. */
  tell(hint: Hint): void;
  /** Whether hints go round now; otherwise look yourself, often. */
  isUp(): boolean;
  /** Whether every node that told something lately still can; otherwise look yourself, often. */
  hearsAll(): boolean;
  close(): Promise<void>;
}

export interface BusParts {
  /** Hints of other nodes, never one's own. */
  heard(hint: Hint): void;
  /** Hints go round again after they did not, or another node is heard again: some were missed. */
  back(): void;
}

export type OpenBus = (parts: BusParts) => Bus;
