import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { commandRun, root } from './run.ts';

const programs = [
  { name: 'widget', sources: ['widget', 'shared/src'] },
  { name: 'console', sources: ['console', 'shared/src'] },
];

/** Builds widget and console, each only if something it is made of has changed since its last build. */
export async function buildIfStale(): Promise<void> {
  for (const { name, sources } of programs) {
    const fingerprint = fingerprintOf(['pnpm-lock.yaml', ...sources]);
    const note = join(root, name, 'dist', '.built-from');
    if (existsSync(note) && readFileSync(note, 'utf8') === fingerprint) continue;
    await build(name, fingerprint);
  }
}

async function build(name: string, fingerprint: string): Promise<void> {
  const folder = join(root, name);
  // Built aside and then moved, so that nobody is ever served half a build.
  const fresh = join(folder, `dist.${process.pid}`);
  try {
    const vite = join(folder, 'node_modules/vite/bin/vite.js');
    const config = join(folder, 'vite.config.ts');
    const { code, output } = await commandRun(
      process.execPath,
      [vite, 'build', '--config', config, '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
      // Vitest sets it to `test`, and the libraries would come in their slower clothes for developers.
      { NODE_ENV: 'production' },
    );
    if (code !== 0) throw new BuildFailed(name, output);
    writeFileSync(join(fresh, '.built-from'), fingerprint);
    mkdirSync(join(folder, 'dist'), { recursive: true });
    const old = join(folder, `dist.${process.pid}.old`);
    renameSync(join(folder, 'dist'), old);
    renameSync(fresh, join(folder, 'dist'));
    rmSync(old, { recursive: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

export class BuildFailed extends Error {
  constructor(name: string, output: string) {
    super(`The ${name} could not be built:\n${output}`);
  }
}

function fingerprintOf(sources: string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(join(root, source)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .filter((name) => !/^(node_modules|dist(\..*)?)$|\.test\.tsx?$/.test(name))
    .flatMap((name) => filesIn(join(path, name)));
}

if (import.meta.main) {
  try {
    await buildIfStale();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
