import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import type { Session } from '../connection/session.model.ts';
import { whyReturned } from '../messages/log.tsx';
import { say } from '../ui/say.ts';
import { wayWords } from './words/say-ways.ts';

/** Why it is not as we told her: later, further back, or in line once more. */
export function whyNow({ line, history }: Session, { reason }: Place): string | null {
  const words = wayWords();
  const { slip } = line.told.value ?? {};
  if (slip) return slip === 'late' ? words.late : words.longer;
  const entries = history.timeline.value?.entries ?? [];
  const last = entries.findLast(({ kind }) => kind !== 'message');
  const agent = entries.findLast((entry) => entry.kind === 'assigned');
  if (last?.kind === 'returned' && agent?.kind === 'assigned') {
    return whyReturned(say().words, last.reason)(agent.agent.name);
  }
  if (!reason) return null;
  return { returned: words.cameBack, priority: words.movedBack, moved: words.movedLine }[reason];
}
