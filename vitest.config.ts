import { defineConfig } from 'vitest/config';

const postgres = ['./src/testing/postgres.setup.ts'];

/** What is said over the wire is the same on both databases: these are run a second time, on PostgreSQL. */
const throughTheWire = [
  'src/connection/{snapshot-and-events,handshake,frames}.test.ts',
  'src/messages/{messages,hostile-text}.test.ts',
  'src/routing/routing.test.ts',
  'src/ratings/ratings.test.ts',
  'src/auth/walk.test.ts',
];

/** Some stories again on three nodes behind a balancer; all of them by hand: JOURNEYS_NODES=3. */
const onThreeNodes = ['chat-and-rating', 'offline'].map((name) => `journeys/${name}.test.ts`);

const beside = ['src/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 10_000,
    hookTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'tasks', include: ['tasks/**/*.test.ts'], testTimeout: 60_000 } },
      { extends: true, test: { name: 'shared', root: 'shared', include: beside } },
      {
        extends: true,
        test: {
          name: 'server',
          root: 'server',
          include: [...beside, 'migrations/**/*.test.ts'],
          globalSetup: postgres,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          root: 'server',
          include: throughTheWire,
          globalSetup: postgres,
          env: { ON_POSTGRES: 'yes' },
        },
      },
      { extends: true, test: { name: 'widget', root: 'widget', include: beside } },
      { extends: true, test: { name: 'console', root: 'console', include: beside } },
      {
        extends: true,
        test: {
          name: 'checks',
          root: 'e2e',
          include: ['{faults,rehearsal,replay,bench,drivers}/**/*.test.ts'],
          exclude: ['faults/on-three-nodes.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          root: 'e2e',
          include: ['journeys/**/*.test.ts'],
          globalSetup: ['./journeys.setup.ts'],
          // Each journey has a browser and a server of its own; two at once would only wait for each other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          root: 'e2e',
          include: [...onThreeNodes, 'faults/on-three-nodes.test.ts'],
          env: { JOURNEYS_NODES: '3' },
          globalSetup: ['./journeys.setup.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
