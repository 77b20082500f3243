import { type Static, Type } from 'typebox';
import { strict } from '../wire/wire.protocol.ts';

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

/** One span of opening on one weekday, 1 = Monday, in the site's zone. Spans of a day do not overlap. */
export const Span = strict({ day: Type.Integer({ minimum: 1, maximum: 7 }), from: Clock, to: Clock });
export type Span = Static<typeof Span>;

export const Hours = strict({
  /** An IANA zone, as "Europe/Oslo". */
  zone: Type.String({ maxLength: 64 }),
  /** No spans at all: always open while somebody is available. */
  spans: Type.Array(Span, { maxItems: 42 }),
  /** Days closed all day, as "2026-12-24". */
  closedDays: Type.Array(
    strict({
      date: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' }),
      name: Type.String({ maxLength: 60 }),
    }),
    { maxItems: 200 },
  ),
});
export type Hours = Static<typeof Hours>;
