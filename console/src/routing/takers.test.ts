import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import { describe, expect, it } from 'vitest';
import { presentIn, takers } from './takers.ts';

const shop = 'department-shop-01';
const colleague = (name: string, changes: Partial<Colleague> = {}): Colleague => ({
  id: name,
  name,
  status: 'available',
  reachable: true,
  capacity: 3,
  active: 1,
  departmentIds: [shop],
  setAway: false,
  ...changes,
});

const everybody = [
  colleague('ada'),
  colleague('bo', { active: 3 }),
  colleague('cy', { status: 'away' }),
  colleague('dan', { reachable: false }),
  colleague('eve', { departmentIds: [] }),
  colleague('fay', { active: 0 }),
];

describe('to whom ada may pass a chat', () => {
  it('is whoever is there, with most room first; the others are said to be absent', () => {
    const told = takers({ kind: 'chat', departmentId: shop }, everybody, 'ada');
    expect(told.map(({ colleague: { name }, hindrance }) => [name, hindrance])).toEqual([
      ['fay', null],
      ['bo', null],
      ['cy', 'away'],
      ['dan', 'unreachable'],
      ['eve', 'not_in'],
    ]);
  });

  it('a left message waits for who is away', () => {
    const told = takers({ kind: 'case', departmentId: shop }, everybody, 'ada');
    expect(told.filter(({ hindrance }) => hindrance).map(({ colleague: { name } }) => name)).toEqual(['eve']);
  });

  it('a department tells how many are there', () => {
    expect(presentIn(shop, everybody)).toBe(3);
  });
});
