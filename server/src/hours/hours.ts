import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { Refusal } from '../platform/errors.ts';
import { faultIn } from './checked.ts';

/** Refuses hours that no week can have, naming the place that is wrong. */
export function checkHours(hours: Hours) {
  const fault = faultIn(hours);
  if (fault) throw new Refusal('bad_request', { detail: fault.slice(0, 200) });
}
