import type { Evidence } from './evidence.ts';
import type { State, Step } from './lifecycle.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';

type Owned = { siteId: string; visitorId: string };
const visitorOf = ({ siteId, visitorId }: Owned): string => `${siteId} ${visitorId}`;

/** I13: a visitor has one open conversation on a site, at every commit and at the end. */
export function* oneOpen(e: Evidence): Generator<Finding> {
  const open = new Map<string, Set<string>>();
  for (const commit of e.commits) {
    for (const step of commit) note(open, step);
    for (const [visitor, steps] of Map.groupBy(commit, ({ conversation }) => visitorOf(conversation))) {
      const now = open.get(visitor) ?? new Set();
      if (now.size < 2 || !steps.some(opens)) continue;
      const says = `open at once: ${[...now].join(', ')}`;
      yield violation('I13', says, { visitor, t: steps[0]?.entry.atMs });
    }
  }
  yield* atTheEnd(e);
  yield* untold(e);
}

function note(open: Map<string, Set<string>>, step: Step): void {
  const visitor = visitorOf(step.conversation);
  const now = open.get(visitor) ?? new Set();
  if (isOpen(step.to)) now.add(step.conversation.id);
  else now.delete(step.conversation.id);
  open.set(visitor, now);
}

const isOpen = (state: State): boolean => state !== 'none' && state !== 'closed';
const opens = ({ from, to }: Step): boolean => !isOpen(from) && isOpen(to);

function* atTheEnd(e: Evidence): Generator<Finding> {
  const open = e.dump.conversations.filter(({ state }) => state !== 'closed');
  for (const [visitor, several] of Map.groupBy(open, visitorOf)) {
    if (several.length < 2) continue;
    yield violation('I13', `open at the end: ${several.map(({ id }) => id).join(', ')}`, { visitor });
  }
}

const beginnings = new Set(['opened', 'queued', 'left_message']);

function* untold(e: Evidence): Generator<Finding> {
  if (e.steps.size === 0) yield unproven('I13', 'the database holds no conversations');
  const ids = [...e.steps]
    .filter(([, [first]]) => !beginnings.has(first?.entry.kind ?? ''))
    .map(([id]) => id);
  if (ids.length === 0) return;
  yield unproven('I13', `no entry says when they were opened: ${some('conversations', ids)}`);
}
