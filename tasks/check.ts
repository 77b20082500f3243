import type { Ended } from './run.ts';
import { nodeRun } from './run.ts';

const packages = ['.', 'shared', 'server', 'widget', 'console', 'e2e'];

/** The checks that read the source without running it, by the name under which `npm test` reports them. */
export const checks = {
  types: () => each(packages, (folder) => nodeRun(['node_modules/typescript/bin/tsc', '-p', folder])),
  lint: () =>
    nodeRun([
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      '--max-diagnostics=100',
      '.',
    ]),
  imports: () =>
    nodeRun([
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      ...packages.slice(1),
    ]),
};

export type CheckName = keyof typeof checks;

async function each(folders: string[], run: (folder: string) => Promise<Ended>): Promise<Ended> {
  const ended = [];
  for (const folder of folders) ended.push(await run(folder));
  return {
    code: Math.max(...ended.map(({ code }) => code)),
    output: ended.map(({ output }) => output).join(''),
  };
}

if (import.meta.main) {
  for (const name of process.argv.slice(2) as CheckName[]) {
    const { code, output } = await checks[name]();
    if (output.trim()) console.log(output.trimEnd());
    if (code !== 0) process.exitCode = 1;
  }
}
