import { type Static, Type } from 'typebox';
import { Id, Instant, Name, Nothing, strict } from '../wire/wire.protocol.ts';

/** The agent's wish. Whether she can be reached is the lease, never a flag. */
export const Status = Type.Union([Type.Literal('available'), Type.Literal('away')]);
export const Capacity = Type.Integer({ minimum: 0, maximum: 20 });

/** A colleague as every agent of the site sees her. */
export const Colleague = strict({
  id: Id,
  name: Name,
  status: Status,
  reachable: Type.Boolean(),
  capacity: Capacity,
  active: Type.Integer({ minimum: 0 }),
  departmentIds: Type.Array(Id),
  /** Chats rang at her in vain: she was set away, until she says that she is there. */
  setAway: Type.Boolean(),
});
export type Colleague = Static<typeof Colleague>;

/** True from `at` on: a list of colleagues that is older does not know it. */
const Done = strict({ at: Instant });

export const presenceUp = {
  /** Renews the lease; sent every 10 s while the console is awake. */
  'presence:beat': { request: Nothing, answer: strict({ leaseUntil: Instant }) },
  'presence:set': { request: strict({ status: Status }), answer: Done },
  'presence:capacity': { request: strict({ capacity: Capacity }), answer: Done },
} as const;

export const presenceDown = {
  /** All colleagues as they were at `at` or later, complete in itself: the newest `at` wins. At most one a second. */
  colleagues: strict({ at: Instant, colleagues: Type.Array(Colleague) }),
  'visitor:online': strict({ conversationId: Id, online: Type.Boolean() }),
} as const;
