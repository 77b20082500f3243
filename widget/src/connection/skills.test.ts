import { Skill, Skills } from '@straks/shared/sites/sites.protocol.ts';
import { expect, test } from 'vitest';
import { skillsOf } from './skills.ts';

const { pattern = '', maxLength = 0 } = Skill as { pattern?: string; maxLength?: number };
const { maxItems = 0 } = Skills as { maxItems?: number };
const isSkill = (skill: string) => new RegExp(pattern).test(skill) && skill.length <= maxLength;

test('what the tag says an agent must know', () => {
  expect(skillsOf('returns, knitting machines ,'.split(','))).toEqual(['returns', 'knitting machines']);
  expect(skillsOf(undefined)).toEqual([]);
});

test.each([[['a:b', 'x'.repeat(41), '  ', 7, null]], [Array(50).fill('many')], ['no list']])(
  'however a page writes them, the wire takes what is left',
  (written) => {
    expect(skillsOf(written).every(isSkill)).toBe(true);
    expect(skillsOf(written).length).toBeLessThanOrEqual(maxItems);
  },
);
