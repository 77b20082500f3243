import { describe, expect, it } from 'vitest';
import { hashOf, parseRoute, settingsSections } from './router.ts';

describe('routes', () => {
  it('lead back to themselves', () => {
    for (const section of settingsSections) {
      expect(parseRoute(hashOf({ page: 'settings', section }))).toEqual({ page: 'settings', section });
    }
    for (const page of ['callbacks', 'waits'] as const)
      expect(parseRoute(hashOf({ page }))).toEqual({ page });
    expect(parseRoute('#/first/abc_-1')).toEqual({ page: 'first', token: 'abc_-1' });
    for (const week of [null, '2026-W48']) {
      expect(parseRoute(hashOf({ page: 'staffing', week }))).toEqual({ page: 'staffing', week });
    }
    expect(parseRoute('#/staffing/soon')).toEqual({ page: 'staffing', week: null });
    expect(parseRoute('#/invite/abc')).toEqual({ page: 'invite', token: 'abc' });
  });

  it('lead to the inbox from anywhere unknown', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/first/', '#/__proto__/x']) {
      expect(parseRoute(hash)).toEqual({ page: 'inbox' });
    }
  });
});
