import { postgresPrograms } from '@straks/server/testing/postgres-server.ts';
import { redisProgram } from '@straks/server/testing/redis-server.ts';
import { expect, test } from 'vitest';
import { haproxyProgram } from '../drivers/balancer.ts';
import { headsMs, run } from './run.ts';

const possible = Boolean(postgresPrograms() && redisProgram() && haproxyProgram());

test.runIf(possible)(
  'Redis hangs while a house on three nodes is talking, and every promise is kept',
  async () => {
    const { report, faultsFound } = await run({
      ...{
        fault: 'redis-hang',
        nodes: 3,
        times: 1,
        seed: 5,
        visitors: 10,
        agents: 3,
        capacity: 3,
        perSecond: 25,
      },
      calmMs: headsMs,
      progress() {},
    });
    expect(report.violations).toEqual([]);
    expect(faultsFound).toEqual([]);
    expect(report.figures.acked).toBeGreaterThan(60);
    expect(report.figures.listsCompared).toBeGreaterThan(8);
  },
);
