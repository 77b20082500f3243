import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endsWithUs } from './children.ts';

const widget = join(import.meta.dirname, '../../widget');

/** The widget's page with all states, as it is while one works on it. */
export async function startDemo() {
  const vite = join(widget, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, '--host', '127.0.0.1', '--port', '0'], {
    cwd: widget,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  endsWithUs(child);
  child.stdout.setEncoding('utf8');
  for (let said = ''; ; ) {
    const [chunk] = await once(child.stdout, 'data');
    said += chunk;
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
    if (url) return { url: `${url}demo.html`, [Symbol.dispose]: () => void child.kill() };
  }
}
