import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';

/** What an agent must be and know to help her. Everybody who needs the same stands in the same line. */
export interface Need {
  departmentId: string;
  /** Null where the department asks for no language. */
  language: string | null;
  /** Sorted. */
  skills: readonly string[];
}

/** What she asks for; a department may ask for more. */
export interface Asked {
  language: string;
  skills: readonly string[];
}

/** What a department's rules ask of whoever helps there. */
export interface Demands {
  id: string;
  matchLanguage: boolean;
  skills: readonly string[];
}

/** What an agent is and knows; no languages: all of them. */
export interface Helper {
  departmentIds: readonly string[];
  languages: readonly string[];
  skills: readonly string[];
}

/** The line as a word: `department`, `department:nb` or `department:nb:skill,skill`. */
export function lineOf(
  { language, skills }: Asked,
  { id, matchLanguage, skills: demanded }: Demands,
): string {
  const needed = [...new Set([...demanded, ...skills])].toSorted();
  const spoken = matchLanguage ? language : '';
  if (needed.length > 0) return `${id}:${spoken}:${needed.join(',')}`;
  return spoken ? `${id}:${spoken}` : id;
}

export function needOf(line: string): Need {
  const [departmentId = '', language = '', skills = ''] = line.split(':');
  return { departmentId, language: language || null, skills: skills ? skills.split(',') : [] };
}

/** Whether she could help there; that she is here and free is another matter. */
export const canServe = ({ departmentIds, ...knows }: Helper, need: Need): boolean =>
  departmentIds.includes(need.departmentId) && knowsEnough(knows, need);

/** The same for who is no member, as when one department helps another. */
export const knowsEnough = ({ languages, skills }: Omit<Helper, 'departmentIds'>, need: Need): boolean =>
  (need.language === null || languages.length === 0 || languages.includes(need.language)) &&
  need.skills.every((skill) => skills.includes(skill));

/** For each line, itself and those of its department that share a helper with it: there the order of all counts. */
export function rivals(lines: readonly string[], helpers: readonly Helper[]): Map<string, string[]> {
  const needs = lines.map((line) => ({ line, need: needOf(line) }));
  const servedBy = new Map(
    needs.map(({ line, need }) => [line, new Set(helpers.filter((helper) => canServe(helper, need)))]),
  );
  const shared = (one: string, other: string) =>
    !servedBy.get(one)?.isDisjointFrom(servedBy.get(other) ?? new Set());
  return new Map(
    needs.map(({ line, need }) => [
      line,
      needs
        .filter((other) => other.need.departmentId === need.departmentId)
        .filter((other) => other.line === line || shared(line, other.line))
        .map((other) => other.line),
    ]),
  );
}

/** How much earlier she counts as having come: a priority is a head start, so nobody is overtaken for ever. */
export const headStartOf = (priority: number, { headStartMs }: Pick<RoutingRules, 'headStartMs'>): number =>
  [0, headStartMs.high, headStartMs.urgent][priority] ?? 0;
