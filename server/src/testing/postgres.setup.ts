import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this run; empty where none is installed. */
    postgres: string;
  }
}

/** One PostgreSQL for the whole run; every suite makes a database of its own on it. */
export default async function setup(project: TestProject) {
  if (!postgresPrograms()) {
    project.provide('postgres', '');
    return;
  }
  const server = await startPostgres();
  project.provide('postgres', server.url);
  return server.remove;
}
