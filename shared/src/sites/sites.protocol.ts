import { type Static, Type } from 'typebox';
import { Hours } from '../hours/hours.protocol.ts';
import { Wait } from '../queue/queue.protocol.ts';
import { Id, Instant, Language, nullable, strict } from '../wire/wire.protocol.ts';

export const Brand = Type.String({ pattern: '^#[0-9a-f]{6}$' });
export const SiteKey = Type.String({ pattern: '^[a-z0-9]{12,32}$' });
const Short = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });

const minutes = (least: number, most: number) =>
  Type.Integer({ minimum: least * 60_000, maximum: most * 60_000 });

/** How chats are given to agents. */
export const RoutingRules = strict({
  /** Who of those who are free gets the next chat. */
  spread: Type.Union([Type.Literal('least_loaded'), Type.Literal('longest_idle')]),
  /** So long a chat rings at an agent before it goes to another. */
  acceptMs: minutes(0.25, 10),
  /** So long an agent may have taken a chat without a word before it goes to another. */
  silentMs: minutes(0.5, 60),
  /** After so many rings without an answer leads hear of it and everybody may be asked. */
  ringsToEscalate: Type.Integer({ minimum: 1, maximum: 10 }),
  /** So long she waits for the agent who helped last time; 0: not at all. */
  lastAgentPatienceMs: minutes(0, 10),
  /** How much earlier those with a priority count as having come: nobody is overtaken for longer. */
  headStartMs: strict({ high: minutes(0, 120), urgent: minutes(0, 1440) }),
  /** A chat in which the visitor has been silent for so long takes no place of its agent's capacity. */
  asleepAfterMs: minutes(1, 120),
  /** So long after closing those already in line are still served. */
  drainMs: minutes(0, 240),
  /** So long somebody who was called has to come back. */
  returnMs: minutes(1, 60),
  /** Whether she may ask to be called; left out: when there are opening hours. */
  callbacks: Type.Optional(Type.Boolean()),
});
export type RoutingRules = Static<typeof RoutingRules>;

/** 0 normal, 1 high, 2 urgent. */
export const Priority = Type.Integer({ minimum: 0, maximum: 2 });
export const Skill = Type.String({ minLength: 1, maxLength: 40, pattern: '^[^\\s,|:][^,|:]*$' });
export const Skills = Type.Array(Skill, { maxItems: 20 });

const Status = Type.Union([
  /** Within hours and somebody is available. */
  Type.Literal('open'),
  Type.Literal('closed'),
  Type.Literal('nobody'),
  /** The line is longer than can be served before closing: nobody joins it any more today. */
  Type.Literal('full'),
]);

/** What anyone may know of a site before she has typed a word: the launcher and the welcome show it. */
export const SiteState = strict({
  key: SiteKey,
  name: Short,
  brand: Brand,
  language: Language,
  hours: Hours,
  /** Each with what holds for whoever would ask for it now. */
  departments: Type.Array(strict({ id: Id, name: Short, status: Status, wait: Wait })),
  status: Status,
  /** When it opens next, if closed; null when no opening is set. */
  opensAt: nullable(Instant),
  /** When it closes, if within hours; null when it never does. */
  closesAt: nullable(Instant),
  wait: Wait,
  /** How many stand in line now. */
  waiting: Type.Integer({ minimum: 0 }),
  /** Today is unlike other days: far more people write than usual. */
  surge: Type.Boolean(),
  /** What she may choose instead of waiting. */
  offers: strict({ callback: Type.Boolean(), mail: Type.Boolean() }),
  at: Instant,
});
export type SiteState = Static<typeof SiteState>;

const Tones = strict({ accent: Brand, onAccent: Brand, accentStrong: Brand, tint: Brand });
/** The same as a page asks for it once, with the colours made of the brand: no page has to make them. */
export const PageSite = strict({
  ...SiteState.properties,
  /** The language in which she is answered: that of her page, or else the site's. */
  reads: Language,
  palette: strict({ light: Tones, dark: Tones }),
});
export type PageSite = Static<typeof PageSite>;

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
  routing: RoutingRules,
});
export type Site = Static<typeof Site>;

export const Department = strict({
  id: Id,
  name: Short,
  /** Only agents who know the visitor's language serve her. */
  matchLanguage: Type.Boolean(),
  /** What an agent must know, beside being a member. */
  skills: Skills,
  /** The priority of whoever asks for this department. */
  priority: Priority,
  /** After waiting so long, agents of that department may help too; at once when nobody of this one is here. */
  overflow: nullable(strict({ toId: Id, afterMs: minutes(0, 240) })),
});
export type Department = Static<typeof Department>;

const { id: _id, key: _key, ...changeable } = Site.properties;
const { id: _departmentId, ...changeableInDepartment } = Department.properties;
export const DepartmentChange = Type.Partial(strict(changeableInDepartment), {
  additionalProperties: false,
});
export const SiteChange = Type.Partial(strict(changeable), { additionalProperties: false });

export const sitesRest = {
  /** On a page in this language, as its HTML says it, that asks for these skills, with commas between. */
  'GET /api/sites/:key/state': {
    params: strict({ key: SiteKey }),
    query: Type.Object({
      lang: Type.Optional(Type.String()),
      skills: Type.Optional(Type.String()),
    }),
    answer: PageSite,
  },
  'PATCH /api/settings/site': { body: SiteChange, answer: strict({ site: Site }) },
  'POST /api/settings/departments': {
    body: strict({ name: Short }),
    answer: strict({ department: Department }),
  },
  'PATCH /api/settings/departments/:id': {
    params: strict({ id: Id }),
    body: DepartmentChange,
    answer: strict({ department: Department }),
  },
  'DELETE /api/settings/departments/:id': { params: strict({ id: Id }), answer: strict({}) },
} as const;

export const sitesDown = { site: SiteState } as const;
