import { existsSync } from 'node:fs';
import { chromiumPath } from '../e2e/drivers/chromium.ts';
import { commandRun } from './run.ts';

interface Prerequisite {
  what: string;
  debianPackages: string[];
  elsewhere: string;
  isHere: () => boolean;
}

const fonts = '/usr/share/fonts/truetype/noto';

/** What the tests need beyond npm packages. Redis and PostgreSQL will be two more entries. */
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
];

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
  for (const args of [['update'], install]) {
    const { code, output } = await commandRun('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' });
    if (code !== 0) console.log(output.trimEnd());
  }
}
