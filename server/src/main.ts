import { enableCompileCache } from 'node:module';

// What is compiled once is read from a cache at the next start: after a crash every tenth of a second counts.
enableCompileCache();
await import('./start.ts');
