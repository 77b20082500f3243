import { defineConfig } from 'vitest/config';

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
          globalSetup: ['./src/testing/postgres.setup.ts'],
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
    ],
  },
});
