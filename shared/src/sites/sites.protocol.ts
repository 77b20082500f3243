import { type Static, Type } from 'typebox';
import { Hours } from '../hours/hours.protocol.ts';
import { Wait } from '../queue/queue.protocol.ts';
import { Id, Instant, Language, nullable, strict } from '../wire/wire.protocol.ts';

export const Brand = Type.String({ pattern: '^#[0-9a-f]{6}$' });
export const SiteKey = Type.String({ pattern: '^[a-z0-9]{12,32}$' });
const Short = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });

/** What anyone may know of a site before she has typed a word: the launcher and the welcome show it. */
export const SiteState = strict({
  key: SiteKey,
  name: Short,
  brand: Brand,
  language: Language,
  hours: Hours,
  /** Each with the wait of whoever would ask for it now. */
  departments: Type.Array(strict({ id: Id, name: Short, wait: Wait })),
  /** `open`: within hours and somebody is available. */
  status: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('nobody')]),
  /** When it opens next, if closed; null when no opening is set. */
  opensAt: nullable(Instant),
  /** When it closes, if within hours; null when it never does. */
  closesAt: nullable(Instant),
  wait: Wait,
  /** How many stand in line now. */
  waiting: Type.Integer({ minimum: 0 }),
  at: Instant,
});
export type SiteState = Static<typeof SiteState>;

/** A site as its owner sees and changes it. */
export const Site = strict({
  id: Id,
  key: SiteKey,
  name: Short,
  brand: Brand,
  language: Language,
  hours: Hours,
  /** Exact origins that may embed the widget, as "https://shop.example". */
  origins: Type.Array(Type.String({ maxLength: 253, pattern: '^https?://[^/?#\\s]+$' }), { maxItems: 50 }),
  categories: Type.Array(Short, { maxItems: 40 }),
});
export type Site = Static<typeof Site>;

export const Department = strict({ id: Id, name: Short });
export type Department = Static<typeof Department>;

const { id: _id, key: _key, ...changeable } = Site.properties;
export const SiteChange = Type.Partial(strict(changeable), { additionalProperties: false });

export const sitesRest = {
  'GET /api/sites/:key/state': { params: strict({ key: SiteKey }), answer: SiteState },
  'PATCH /api/settings/site': { body: SiteChange, answer: strict({ site: Site }) },
  'POST /api/settings/departments': {
    body: strict({ name: Short }),
    answer: strict({ department: Department }),
  },
  'PATCH /api/settings/departments/:id': {
    params: strict({ id: Id }),
    body: strict({ name: Short }),
    answer: strict({ department: Department }),
  },
  'DELETE /api/settings/departments/:id': { params: strict({ id: Id }), answer: strict({}) },
} as const;

export const sitesDown = { site: SiteState } as const;
