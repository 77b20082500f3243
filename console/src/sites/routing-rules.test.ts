import { describe, expect, it } from 'vitest';
import { departments, rules } from '../demo/app.ts';
import type { DepartmentFields } from './routing-rules.ts';
import {
  departmentFields,
  departmentOf,
  faultOfSkills,
  isOverflowWrong,
  routingFields,
  rulesOf,
  skillsIn,
  wrongNumbers,
} from './routing-rules.ts';

const [first] = departments.map(departmentFields) as [DepartmentFields];

describe('the rules of routing as they are typed', () => {
  it('come back as they were', () => {
    expect(rulesOf(routingFields(rules))).toEqual(rules);
    for (const callbacks of [true, false]) {
      expect(rulesOf(routingFields({ ...rules, callbacks }))).toEqual({ ...rules, callbacks });
    }
    for (const { id: _, ...department } of departments) {
      expect(departmentOf(departmentFields({ id: 'x', ...department }))).toEqual(department);
    }
  });

  it('may be written with a comma, and are wrong beyond their bounds, in words, or in half rings', () => {
    const fields = routingFields(rules);
    expect(rulesOf({ ...fields, silent: ' 1,5 ' }).silentMs).toBe(90_000);
    expect(wrongNumbers({ ...fields, silent: '1,5' })).toEqual([]);
    expect(wrongNumbers({ ...fields, accept: '14', high: 'five', escalate: '1.5', drain: '' })).toEqual([
      'accept',
      'escalate',
      'high',
      'drain',
    ]);
  });

  it('ask for minutes only where there is a department to go to', () => {
    const fields = { ...first, overflowMinutes: 'soon' };
    expect(isOverflowWrong(fields)).toBe(true);
    expect(isOverflowWrong({ ...fields, overflowTo: '' })).toBe(false);
    expect(departmentOf({ ...fields, overflowTo: '' }).overflow).toBeNull();
  });
});

describe('skills', () => {
  it('stand between commas, each once', () => {
    expect(skillsIn(' toll , Retur,, retur ,')).toEqual(['toll', 'Retur']);
    expect(faultOfSkills('toll, retur')).toBeNull();
    expect(faultOfSkills('toll|retur')).toEqual({ kind: 'sign', skill: 'toll|retur' });
    expect(faultOfSkills('x'.repeat(41))).toMatchObject({ kind: 'long' });
    expect(faultOfSkills(Array.from({ length: 21 }, (_, n) => `s${n}`).join())).toEqual({ kind: 'many' });
  });
});
