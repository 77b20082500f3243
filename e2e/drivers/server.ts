import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from './children.ts';
import { messagesIn, type StoredMessage, siteKeyIn } from './database.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const program = fileURLToPath(new URL('../../server/src/main.js', import.meta.url));
const startsWithinMs = 20_000;
const stopsWithinMs = 15_000;
const keptOutput = 64 * 1024;

export interface ServerSettings {
  /** Added to the program's environment. */
  env?: Record<string, string>;
  /** Kept afterwards when given; otherwise a new folder that goes with the server. */
  dataDir?: string;
  /** The processor core it may use, where `taskset` exists. */
  cpu?: number;
  /** Options of Node itself. */
  nodeOptions?: string[];
}

/** The real server in a process of its own, on a port and a data folder that outlive it. */
export class Server {
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  readonly databaseFile: string;
  /** Ends of processes nobody asked for. */
  readonly deaths: string[] = [];
  #settings: ServerSettings;
  #child: ChildProcess | null = null;
  #wanted = false;
  #output = '';

  constructor(port: number, settings: ServerSettings) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#settings = settings;
    this.dataDir = settings.dataDir ?? mkdtempSync(join(tmpdir(), 'straks-'));
    this.databaseFile = join(this.dataDir, 'straks.db');
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('The server is not running.');
    return pid;
  }

  /** Where browsers reach it. */
  get publicUrl(): string {
    return this.#settings.env?.STRAKS_PUBLIC_URL ?? this.url;
  }

  get siteKey(): string {
    return siteKeyIn(this.databaseFile);
  }

  async messages(): Promise<StoredMessage[]> {
    return messagesIn(this.databaseFile);
  }

  /** The token of the one-time link that makes the first owner, printed at the first start once it listens. */
  async firstToken(): Promise<string> {
    const printed = () => /#\/first\/([\w-]+)/.exec(this.#output)?.[1];
    await until('the server prints the link for the first owner', () => printed() !== undefined, 2_000);
    return printed() ?? '';
  }

  /** What it printed lately. */
  get output(): string {
    return this.#output;
  }

  /** Begins a process; `serving` waits until it answers. */
  begin(): void {
    this.#wanted = true;
    const { cpu, env, nodeOptions = [] } = this.#settings;
    const command = [process.execPath, ...nodeOptions, program];
    const [file = '', ...rest] = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
    const child = spawn(file, rest, {
      env: { ...this.#environment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    endsWithUs(child);
    const keep = (text: Buffer) => {
      this.#output = (this.#output + text.toString()).slice(-keptOutput);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('exit', (code, signal) => {
      if (this.#wanted && this.#child === child) this.deaths.push(`exit ${code ?? signal}`);
    });
  }

  async serving(): Promise<void> {
    await until(
      'the server answers /healthz',
      async () => {
        if (this.#child?.exitCode != null) throw new Error(`The server ended at its start:\n${this.#output}`);
        const answer = await fetch(`${this.url}/healthz`).catch(() => null);
        return answer?.status === 200;
      },
      startsWithinMs,
      10,
    );
  }

  async kill9(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, insists after a while, and removes a folder that was made for it. */
  async stop(): Promise<void> {
    const insist = setTimeout(() => this.#child?.kill('SIGKILL'), stopsWithinMs);
    await this.#end('SIGTERM');
    clearTimeout(insist);
  }

  async restart(): Promise<void> {
    await this.stop();
    this.begin();
    await this.serving();
  }

  /** Stops, and leaves nothing behind unless the folder was given. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    if (this.#settings.dataDir === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  #environment(): Record<string, string | undefined> {
    return {
      ...process.env,
      STRAKS_HOST: '127.0.0.1',
      STRAKS_PORT: String(this.port),
      STRAKS_PUBLIC_URL: this.url,
      STRAKS_DATA: this.dataDir,
      STRAKS_LOG: 'warn',
    };
  }
}

export async function startServer(settings: ServerSettings = {}): Promise<Server> {
  const server = new Server(await freePort(), settings);
  server.begin();
  try {
    await server.serving();
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return server;
}

/** Limits against abuse, raised so that one machine may play hundreds of people. */
export const manyPeople = {
  STRAKS_REQUESTS_PER_SECOND: '100000',
  STRAKS_VISITORS_PER_MINUTE: '1000000',
  STRAKS_SIGN_INS_PER_MINUTE: '100000',
};
