import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';

export const sectionNames = ['waiting', 'line', 'answered', 'left', 'colleagues'] as const;
export type SectionName = (typeof sectionNames)[number];
export type Sections = Record<SectionName, AgentConversation[]>;

/** Who has waited longest for me comes first; what asks nothing of me now comes last. */
export function order(items: Iterable<AgentConversation>, myId: string): Sections {
  const sections: Sections = { waiting: [], line: [], answered: [], left: [], colleagues: [] };
  for (const item of items) {
    const name = sectionOf(item, myId);
    if (name) sections[name].push(item);
  }
  sections.waiting.sort(byWait);
  sections.line.sort((a, b) => a.ticket - b.ticket);
  sections.answered.sort(byOpening);
  sections.left.sort(byWait);
  sections.colleagues.sort(byOpening);
  return sections;
}

function sectionOf(item: AgentConversation, myId: string): SectionName | null {
  if (item.state === 'closed') return null;
  if (item.state === 'waiting') return item.kind === 'case' ? 'left' : 'line';
  if (item.ownerId !== myId) return 'colleagues';
  return item.waitingSince === null ? 'answered' : 'waiting';
}

const byWait = (a: AgentConversation, b: AgentConversation) =>
  (a.waitingSince ?? a.openedAt) - (b.waitingSince ?? b.openedAt) || a.ticket - b.ticket;

const byOpening = (a: AgentConversation, b: AgentConversation) =>
  a.openedAt - b.openedAt || a.ticket - b.ticket;
