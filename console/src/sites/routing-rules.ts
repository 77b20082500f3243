import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';

const secondMs = 1_000;
const minuteMs = 60_000;

/** A rule as it is typed: a number of seconds, minutes or rings between two bounds. */
interface Numbered {
  unit: 'seconds' | 'minutes' | 'rings';
  least: number;
  most: number;
}

export const numbered = {
  accept: { unit: 'seconds', least: 15, most: 600 },
  silent: { unit: 'minutes', least: 0.5, most: 60 },
  escalate: { unit: 'rings', least: 1, most: 10 },
  lastAgent: { unit: 'seconds', least: 0, most: 600 },
  high: { unit: 'minutes', least: 0, most: 120 },
  urgent: { unit: 'minutes', least: 0, most: 1440 },
  asleep: { unit: 'minutes', least: 1, most: 120 },
  drain: { unit: 'minutes', least: 0, most: 240 },
  returning: { unit: 'minutes', least: 1, most: 60 },
} as const satisfies Record<string, Numbered>;

export type NumberedRule = keyof typeof numbered;
export const callbackChoices = ['with_hours', 'yes', 'no'] as const;

export type RoutingFields = Record<NumberedRule, string> & {
  spread: RoutingRules['spread'];
  callbacks: (typeof callbackChoices)[number];
};

const written = (value: number) => String(Math.round(value * 100) / 100);

export const routingFields = (rules: RoutingRules): RoutingFields => ({
  spread: rules.spread,
  accept: written(rules.acceptMs / secondMs),
  silent: written(rules.silentMs / minuteMs),
  escalate: written(rules.ringsToEscalate),
  lastAgent: written(rules.lastAgentPatienceMs / secondMs),
  high: written(rules.headStartMs.high / minuteMs),
  urgent: written(rules.headStartMs.urgent / minuteMs),
  asleep: written(rules.asleepAfterMs / minuteMs),
  drain: written(rules.drainMs / minuteMs),
  returning: written(rules.returnMs / minuteMs),
  callbacks: rules.callbacks === undefined ? 'with_hours' : rules.callbacks ? 'yes' : 'no',
});

/** What was typed as a number, with a comma or a point; null when it is none or out of bounds. */
export function numberIn(text: string, { unit, least, most }: Numbered): number | null {
  const tidy = text.trim().replace(',', '.');
  const value = /^\d{1,4}(\.\d{1,2})?$/.test(tidy) ? Number(tidy) : Number.NaN;
  const whole = unit === 'minutes' || Number.isInteger(value);
  return whole && value >= least && value <= most ? value : null;
}

export const wrongNumbers = (fields: RoutingFields): NumberedRule[] =>
  (Object.keys(numbered) as NumberedRule[]).filter((rule) => numberIn(fields[rule], numbered[rule]) === null);

/** The rules as they were typed, once nothing in them is wrong. */
export function rulesOf(fields: RoutingFields): RoutingRules {
  const number = (rule: NumberedRule) => numberIn(fields[rule], numbered[rule]) ?? 0;
  const ms = (rule: NumberedRule) =>
    Math.round(number(rule) * (numbered[rule].unit === 'seconds' ? secondMs : minuteMs));
  return {
    spread: fields.spread,
    acceptMs: ms('accept'),
    silentMs: ms('silent'),
    ringsToEscalate: number('escalate'),
    lastAgentPatienceMs: ms('lastAgent'),
    headStartMs: { high: ms('high'), urgent: ms('urgent') },
    asleepAfterMs: ms('asleep'),
    drainMs: ms('drain'),
    returnMs: ms('returning'),
    ...(fields.callbacks !== 'with_hours' && { callbacks: fields.callbacks === 'yes' }),
  };
}

export interface DepartmentFields {
  name: string;
  matchLanguage: boolean;
  skills: string;
  priority: string;
  overflowTo: string;
  overflowMinutes: string;
}

const overflowBounds = { unit: 'minutes', least: 0, most: 240 } as const;
const usualOverflowMinutes = '10';

export const departmentFields = ({
  name,
  matchLanguage,
  skills,
  priority,
  overflow,
}: Department): DepartmentFields => ({
  name,
  matchLanguage,
  skills: skills.join(', '),
  priority: String(priority),
  overflowTo: overflow?.toId ?? '',
  overflowMinutes: overflow ? written(overflow.afterMs / minuteMs) : usualOverflowMinutes,
});

export const isOverflowWrong = ({ overflowTo, overflowMinutes }: DepartmentFields) =>
  overflowTo !== '' && numberIn(overflowMinutes, overflowBounds) === null;

export const departmentOf = (fields: DepartmentFields): Omit<Department, 'id'> => ({
  name: fields.name.trim(),
  matchLanguage: fields.matchLanguage,
  skills: skillsIn(fields.skills),
  priority: Number(fields.priority),
  overflow:
    fields.overflowTo === ''
      ? null
      : {
          toId: fields.overflowTo,
          afterMs: Math.round((numberIn(fields.overflowMinutes, overflowBounds) ?? 0) * minuteMs),
        },
});

const longestSkill = 40;
const mostSkills = 20;

/** One after the other, between commas; each once, however it is written. */
export function skillsIn(text: string): string[] {
  const known = new Map<string, string>();
  for (const skill of text.split(',').map((one) => one.trim())) {
    if (skill && !known.has(skill.toLowerCase())) known.set(skill.toLowerCase(), skill);
  }
  return [...known.values()];
}

export type SkillFault = { kind: 'sign' | 'long'; skill: string } | { kind: 'many' };

export function faultOfSkills(text: string): SkillFault | null {
  const skills = skillsIn(text);
  const sign = skills.find((skill) => /[|:]/.test(skill));
  if (sign !== undefined) return { kind: 'sign', skill: sign };
  const long = skills.find((skill) => skill.length > longestSkill);
  if (long !== undefined) return { kind: 'long', skill: long };
  return skills.length > mostSkills ? { kind: 'many' } : null;
}
