import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { LineEnd } from '../hours/closing.ts';
import type { Answer } from './estimator/predict.ts';
import { stepFrom, type Told, tell } from './told.ts';

export const closed: Wait = { kind: 'closed' };

/** What is said to one in line; ranges as she was told them, which is not what the model says at every moment. */
export function waitInLine(
  answer: Answer,
  told: Told | null,
  end: LineEnd | null,
  before: Wait | null,
): Wait {
  switch (answer.kind) {
    case 'range':
      return told ? rangeOf(told) : { kind: 'unknown' };
    case 'nobody':
      return awayFor(answer.backWithinMs);
    case 'closing':
      return closingIn(answer.chance, end, before);
    default:
      return { kind: 'unknown' };
  }
}

/** What is said to somebody who thinks of joining. */
export function waitForNewcomer(answer: Answer, end: LineEnd | null, nowMs: number): Wait {
  switch (answer.kind) {
    case 'now':
      return { kind: 'now' };
    case 'range':
      return rangeOf(tell(null, answer, nowMs));
    case 'closing':
      return closingIn(answer.chance, end, null);
    case 'nobody':
      return answer.backWithinMs === null ? closed : awayFor(answer.backWithinMs);
    case 'unknown':
      return closed;
  }
}

const rangeOf = ({ aboutMs, withinMs, vague }: Told): Wait => ({
  ...{ kind: 'range', likelyMs: aboutMs, withinMs },
  ...(vague && { vague }),
});

const awayFor = (backWithinMs: number | null): Wait => ({
  kind: 'away',
  backWithinMs: backWithinMs === null ? null : stepFrom(backWithinMs),
});

/** Tens of a percent that do not flutter. */
function closingIn(chance: number, end: LineEnd | null, before: Wait | null): Wait {
  const percent = 100 * chance;
  const same = before?.kind === 'closing' && Math.abs(before.chancePercent - percent) < 8;
  const chancePercent = same ? before.chancePercent : Math.round(percent / 10) * 10;
  return { kind: 'closing', closesAt: end?.closesAtMs ?? 0, chancePercent };
}
