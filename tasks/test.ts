import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildFailed, buildIfStale } from './build.ts';
import { checks } from './check.ts';
import { meetPrerequisites } from './prerequisites.ts';
import { nodeRunInView, root } from './run.ts';
import type { Tally, VitestReport } from './tally.ts';
import { sum, tallyOf } from './tally.ts';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reportFile = join(root, 'test-output/vitest.json');

/**
 * Everything, in the order in which it is cheapest to be wrong. Arguments go to Vitest, so
 * `npm test -- queue` runs the checks and the tests whose path says queue.
 */
async function testEverything(vitestArguments: string[]): Promise<Tally> {
  const source = [
    await check('types', checks.types),
    await check('lint', checks.lint),
    await check('import rules', checks.imports),
  ];
  const ground = [await check('build', build), await check('prerequisites', prerequisites)];
  const browserReady = ground.every(({ failed }) => failed === 0);
  const withoutJourneys = browserReady ? [] : ['--project=!journeys', '--project=!cluster'];
  return sum([...source, ...ground, await tests([...withoutJourneys, ...vitestArguments])]);
}

async function check(name: string, run: () => Promise<{ code: number; output: string }>): Promise<Tally> {
  const startedMs = performance.now();
  const { code, output } = await run();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(`\n${output.trim()}\n`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function build(): Promise<{ code: number; output: string }> {
  try {
    await buildIfStale();
    return { code: 0, output: '' };
  } catch (error) {
    return { code: 1, output: error instanceof BuildFailed ? error.message : String(error) };
  }
}

async function prerequisites(): Promise<{ code: number; output: string }> {
  const missing = await meetPrerequisites();
  return { code: missing.length, output: missing.join('\n') };
}

async function tests(vitestArguments: string[]): Promise<Tally> {
  rmSync(reportFile, { force: true });
  mkdirSync(dirname(reportFile), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await nodeRunInView([vitest, 'run', ...reporters, ...vitestArguments]);
  return tallyOf(readReport(), code);
}

function readReport(): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

const { passed, failed } = await testEverything(process.argv.slice(2));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
