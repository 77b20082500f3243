import { createApp } from './app.ts';
import { type Config, readConfig } from './platform/config.ts';
import { sentenceOf } from './platform/db/open.ts';
import { StorageError } from './platform/db/storage-error.ts';
import { StartRefusal } from './platform/errors.ts';
import { helpersGiveWay } from './platform/give-way.ts';

const stopWithinMs = 9_000;

/** Nothing unacknowledged was promised, so ending at once loses nothing. */
function die(what: string, error?: unknown): never {
  console.error(what, error ?? '');
  process.exit(1);
}

process.on('uncaughtException', (error) => die('Straks ends because of a fault of its own:', error));
process.on('unhandledRejection', (error) => die('Straks ends because of a fault of its own:', error));

async function start(): Promise<void> {
  helpersGiveWay();
  const config = readConfig(process.env);
  await begin(config).catch((error: Error) => {
    // A disk that is full, say: nothing is wrong with the program.
    const { cause } = error;
    throw cause instanceof StorageError ? new StartRefusal(sentenceOf(cause, config)) : error;
  });
}

async function begin(config: Config): Promise<void> {
  for (const name of config.unknown) {
    console.error(`${name} is not a setting of Straks and changes nothing. Is it spelled right?`);
  }
  if (config.redisUrl && !config.databaseUrl) {
    console.error(
      'STRAKS_REDIS_URL changes nothing: Redis carries hints between nodes over one PostgreSQL, and STRAKS_DATABASE_URL is not set.',
    );
  }
  const straks = await createApp(config, (sentence) => die(sentence));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await straks.listen().catch((error: NodeJS.ErrnoException) => {
    throw error.syscall ? new StartRefusal(portSentence(error, config)) : error;
  });
  console.log(links(config.publicUrl, await straks.auth.setupLink()));

  function stop() {
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    straks.stop().then(
      () => process.exit(0),
      (error) => die('Straks could not stop in order:', error),
    );
  }
}

function portSentence(error: NodeJS.ErrnoException, { host, port }: Config): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop it, or set STRAKS_PORT to a free one.`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} may not be opened by this user. Set STRAKS_PORT to one from 1024 to 65535.`;
  }
  return `Straks cannot listen on ${host}:${port}: ${error.message}. Look at STRAKS_HOST and STRAKS_PORT.`;
}

function links(publicUrl: string, first: string | null): string {
  return [
    '',
    'Straks is ready.',
    '',
    `  Try page   ${publicUrl}/try/`,
    `  Console    ${first ?? `${publicUrl}/console/`}`,
    ...(first ? ['             this link makes the first owner, once'] : []),
    `  Health     ${publicUrl}/healthz`,
    '',
  ].join('\n');
}

start().catch((error) => {
  if (!(error instanceof StartRefusal)) die('Straks could not start:', error);
  console.error(error.message);
  process.exit(2);
});
