import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { haproxyProgram } from '../e2e/drivers/balancer.ts';
import { chromiumPath } from '../e2e/drivers/chromium.ts';
import { postgresPrograms } from '../server/src/testing/postgres-server.ts';
import { commandRun } from './run.ts';

interface Prerequisite {
  what: string;
  debianPackages: string[];
  elsewhere: string;
  isHere: () => boolean;
}

const fonts = '/usr/share/fonts/truetype/noto';

/** What the tests need beyond npm packages. Services are called by their paths: none of Debian's own is started. */
const prerequisites: Prerequisite[] = [
  {
    what: 'Chromium',
    debianPackages: ['chromium'],
    elsewhere: 'install Chromium or Chrome, or set CHROMIUM to its path',
    isHere: () => chromiumPath() !== undefined,
  },
  {
    what: 'the Noto fonts for screenshots',
    debianPackages: ['fonts-noto-core', 'fonts-noto-color-emoji'],
    elsewhere: 'install Noto Sans and Noto Color Emoji',
    isHere: () =>
      process.platform !== 'linux' ||
      (existsSync(`${fonts}/NotoSans-Regular.ttf`) && existsSync(`${fonts}/NotoColorEmoji.ttf`)),
  },
  {
    what: 'PostgreSQL',
    debianPackages: ['postgresql'],
    elsewhere: 'install PostgreSQL 13 or newer, with initdb and pg_config',
    isHere: () => postgresPrograms() !== undefined,
  },
  {
    what: 'Redis',
    debianPackages: ['redis-server'],
    elsewhere: 'install Redis, with redis-server in the path',
    isHere: () => onPath('redis-server'),
  },
  {
    what: 'haproxy',
    debianPackages: ['haproxy'],
    elsewhere: 'install haproxy 2.6 or newer',
    isHere: () => haproxyProgram() !== null,
  },
];

function onPath(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/** Installs what is missing where we may, and says in one sentence each what is missing still. */
export async function meetPrerequisites(): Promise<string[]> {
  const missing = prerequisites.filter(({ isHere }) => !isHere());
  if (missing.length > 0 && isDebianAsRoot()) {
    await aptInstall(missing.flatMap(({ debianPackages }) => debianPackages));
  }
  return missing
    .filter(({ isHere }) => !isHere())
    .map(
      ({ what, debianPackages, elsewhere }) =>
        `The tests need ${what}: on Debian \`apt-get install ${debianPackages.join(' ')}\`, otherwise ${elsewhere}.`,
    );
}

function isDebianAsRoot(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

async function aptInstall(packages: string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} …`);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  await withoutStartingServices(async () => {
    for (const args of [['update'], install]) {
      const { code, output } = await commandRun('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' });
      if (code !== 0) console.log(output.trimEnd());
    }
  });
}

/** Debian starts what it installs, unless this program says no; a machine's own one is left as it is. */
async function withoutStartingServices(work: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    rmSync(policy, { force: true });
  }
}
