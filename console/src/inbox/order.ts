import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { rings } from '../routing/ringing.ts';

export const sectionNames = ['waiting', 'line', 'answered', 'left', 'colleagues'] as const;
export type SectionName = (typeof sectionNames)[number];
export type Sections = Record<SectionName, AgentConversation[]>;

type HeadStart = RoutingRules['headStartMs'];
const noHeadStart: HeadStart = { high: 0, urgent: 0 };

/** What rings, then who has waited longest for me, comes first; what asks nothing of me now comes last. */
export function order(
  items: Iterable<AgentConversation>,
  myId: string,
  headStart: HeadStart = noHeadStart,
): Sections {
  const sections: Sections = { waiting: [], line: [], answered: [], left: [], colleagues: [] };
  for (const item of items) {
    const name = sectionOf(item, myId);
    if (name) sections[name].push(item);
  }
  sections.waiting.sort((a, b) => byRing(a, b, myId) || byWait(a, b));
  sections.line.sort((a, b) => joined(a, headStart) - joined(b, headStart) || a.ticket - b.ticket);
  sections.answered.sort(byOpening);
  sections.left.sort(byWait);
  sections.colleagues.sort(byOpening);
  return sections;
}

function sectionOf(item: AgentConversation, myId: string): SectionName | null {
  if (item.state === 'closed') return null;
  if (item.state === 'waiting') return item.kind === 'case' ? 'left' : 'line';
  if (item.ownerId !== myId) return 'colleagues';
  return item.waitingSince === null && !rings(item, myId) ? 'answered' : 'waiting';
}

/** When she counts as having come: a priority is a head start. */
const joined = ({ queuedAt, openedAt, priority }: AgentConversation, { high, urgent }: HeadStart) =>
  (queuedAt ?? openedAt) - ([0, high, urgent][priority] ?? 0);

/** What rings stands before what does not; of two that ring, the one that goes away sooner. */
function byRing(a: AgentConversation, b: AgentConversation, myId: string): number {
  const [first, second] = [rings(a, myId), rings(b, myId)];
  if (first !== second) return first ? -1 : 1;
  return first ? (a.assignedAt ?? 0) - (b.assignedAt ?? 0) : 0;
}

const byWait = (a: AgentConversation, b: AgentConversation) =>
  (a.waitingSince ?? a.openedAt) - (b.waitingSince ?? b.openedAt) || a.ticket - b.ticket;

const byOpening = (a: AgentConversation, b: AgentConversation) =>
  a.openedAt - b.openedAt || a.ticket - b.ticket;
