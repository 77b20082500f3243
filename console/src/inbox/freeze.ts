import type { SectionName, Sections } from './order.ts';
import { sectionNames } from './order.ts';

/** Where each conversation stands in the list, by id. */
export type Layout = Record<SectionName, readonly string[]>;

/** A list that holds still: rows stay where they were, newcomers gather below everything else. */
export interface Frozen {
  layout: Layout;
  newcomers: readonly string[];
}

export const layoutOf = (sections: Sections): Layout => ({
  waiting: idsOf(sections.waiting),
  line: idsOf(sections.line),
  answered: idsOf(sections.answered),
  left: idsOf(sections.left),
  colleagues: idsOf(sections.colleagues),
});

export function freeze(shown: Layout, fresh: Layout): Frozen {
  const held = new Set(sectionNames.flatMap((name) => shown[name]));
  const newcomers = sectionNames.flatMap((name) => fresh[name]).filter((id) => !held.has(id));
  return { layout: shown, newcomers };
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
