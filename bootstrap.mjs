// Every npm script enters here, so that each works from a bare clone on any Node from 18 on:
//   node bootstrap.mjs <task> [arguments]
// It finds Node 24 and pnpm (through npx where the host's are missing or older), installs the packages
// when the lockfile has changed, and runs the task's programs one after the other. It speaks only on
// stderr: stdout belongs to the task.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const PNPM_MAJOR = 12;
const TOOLS = ['-y', '-p', `node@${NODE_MAJOR}`, '-p', `pnpm@${PNPM_MAJOR}`];

const build = ['tasks/build.ts'];
const TASKS = {
  start: [build, ['server/src/main.js']],
  dev: [build, ['tasks/dev.ts']],
  build: [build],
  test: [['tasks/test.ts']],
  types: [['tasks/check.ts', 'types']],
  lint: [['tasks/check.ts', 'lint', 'imports']],
  tidy: [['node_modules/@biomejs/biome/bin/biome', 'check', '--write']],
  move: [['server/src/move.ts']],
  replay: [build, ['e2e/replay/main.ts']],
  bench: [build, ['e2e/bench/main.ts']],
  faults: [build, ['e2e/faults/main.ts']],
  cluster: [build, ['e2e/cluster.ts']],
  rehearsal: [build, ['e2e/rehearsal/main.ts']],
  screenshots: [build, ['e2e/screenshots/main.ts']],
};

const root = dirname(fileURLToPath(import.meta.url));
const installedNote = join(root, 'node_modules', '.straks', 'installed');
const nodeNote = join(root, 'node_modules', '.straks', 'node');
const parent = process.ppid;
// Left to themselves npm and pnpm try for minutes before they say that there is no network.
const soonGivesUp = Object.fromEntries(
  ['npm_config', 'pnpm_config'].flatMap((tool) => [
    [`${tool}_fetch_retries`, '2'],
    [`${tool}_fetch_retry_mintimeout`, '1000'],
    [`${tool}_fetch_retry_maxtimeout`, '3000'],
  ]),
);
const silent = ['ignore', 2, 2];

await main(process.argv[2], process.argv.slice(3));

async function main(task, taskArguments) {
  if (major(process.versions.node) < 18) {
    stop(`Straks needs Node 18 or newer to start, and this is ${process.version}.`);
  }
  if (!Object.hasOwn(TASKS, task)) {
    stop(`There is no task '${task ?? ''}'; there are ${Object.keys(TASKS).join(', ')}.`);
  }
  const node = await suitableNode();
  await installIfNeeded();
  note(nodeNote, node);

  const environment = withFirstOnPath(dirname(node));
  const programs = TASKS[task];
  for (const program of programs.slice(0, -1)) {
    const { code } = await run(node, program, { env: environment, stdio: silent });
    if (code !== 0) process.exit(code);
  }
  const program = [...programs.at(-1), ...taskArguments];
  const { code } = await run(node, program, { env: environment, stdio: 'inherit' });
  process.exit(code);
}

async function suitableNode() {
  if (major(process.versions.node) >= NODE_MAJOR) return process.execPath;
  const known = read(nodeNote);
  return known && existsSync(known) ? known : fetchNode();
}

/** npx keeps what it fetched in its cache, so the path stays good for later runs. */
async function fetchNode() {
  say(`Fetching Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR} through npm …`);
  const { code, said } = await run('npx', [...TOOLS, '-c', 'node -p process.execPath'], {
    env: { ...process.env, ...soonGivesUp },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = said.trim().split('\n');
  const path = lines.find((line) => existsSync(line));
  if (code === 0 && path) return path;
  const reason = lines.find((line) => line.includes('failed')) ?? lines.at(-1);
  return stop(
    `Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR} could not be fetched through npm; is this machine online? (${reason})`,
  );
}

async function installIfNeeded() {
  const fingerprint = packagesFingerprint();
  if (read(installedNote) === fingerprint) return;
  say('Installing packages …');
  const command = ['pnpm', 'install', '--frozen-lockfile'];
  const [program, ...rest] = hostPnpmWillDo() ? command : ['npx', ...TOOLS, '-c', command.join(' ')];
  // CI keeps pnpm from asking questions that nobody may be there to answer.
  const { code } = await run(program, rest, {
    env: { ...process.env, ...soonGivesUp, CI: 'true' },
    stdio: silent,
  });
  if (code !== 0) {
    stop(
      'The packages could not be installed; what pnpm said is above, and most often the network is missing.',
    );
  }
  note(installedNote, fingerprint);
}

function hostPnpmWillDo() {
  if (major(process.versions.node) < NODE_MAJOR) return false;
  const pnpm = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8' });
  return pnpm.status === 0 && major(pnpm.stdout) >= PNPM_MAJOR;
}

/** What decides whether the installed packages are still the right ones. */
function packagesFingerprint() {
  const packages = ['.', 'widget', 'console', 'server', 'shared', 'e2e'];
  const manifests = packages.map((folder) => join(folder, 'package.json'));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Runs one program to its end and hands on the signals we get; keeps what it says into pipes. */
function run(program, programArguments, options) {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, { cwd: root, ...options });
    let said = '';
    for (const pipe of [child.stdout, child.stderr]) {
      pipe?.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    const handOn = (signal) => {
      // A terminal's Ctrl-C reaches the child by itself; a second one would look like impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
    const watch = setInterval(() => orphaned() && child.kill('SIGTERM'), 1000);
    child.on('error', (error) => stop(`${program} could not be run: ${error.message}`));
    child.on('close', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, handOn);
      resolve({ code: code ?? 128 + constants.signals[signal], said });
    });
  });
}

/** npm was killed so hard that it could not tell us. */
function orphaned() {
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
}

function withFirstOnPath(folder) {
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [path]: `${folder}${delimiter}${process.env[path] ?? ''}` };
}

function major(version) {
  return Number.parseInt(version, 10);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function note(file, text) {
  if (read(file) === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(2);
}
