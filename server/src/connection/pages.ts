import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../platform/errors.ts';
import { registerContinuePage } from './continue-page.ts';

const folder = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const widgetDir = folder('widget/dist/');
const consoleDir = folder('console/dist/');
const tryDir = folder('widget/try/');

const year = 365 * 24 * 3_600_000;
const pagePolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'";
const consolePolicy = `${pagePolicy}; connect-src 'self' ws: wss:; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html`;
const tryPolicy = `${pagePolicy}; connect-src 'self' ws: wss:`;

export interface PagesParts {
  /** The script tag of the first site, for the try page. */
  tag(): string;
}

/** What browsers fetch from us: the loader, the widget, the console and the shop to try it in. */
export async function registerPages(app: FastifyInstance, { tag }: PagesParts) {
  app.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('referrer-policy')) {
      reply.header('referrer-policy', 'strict-origin-when-cross-origin');
    }
  });
  app.get('/', (_, reply) => reply.redirect('/try/'));
  for (const page of ['/try', '/console']) app.get(page, (_, reply) => reply.redirect(`${page}/`));

  // Only lends `sendFile` here: the widget's files have a route of their own.
  await app.register(fastifyStatic, { root: widgetDir, serve: false });
  registerWidget(app);
  await app.register(fastifyStatic, {
    root: consoleDir,
    prefix: '/console/',
    decorateReply: false,
    redirect: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? `max-age=${year / 1000}, immutable` : 'no-cache');
      reply.header('content-security-policy', consolePolicy);
    },
  });
  registerTryPage(app, tag);
  registerContinuePage(app);
}

const isWidget = (file: string) => /^widget-[\w-]+\.js$/.test(file);

function registerWidget(app: FastifyInstance) {
  app.get('/straks.js', async (_, reply) => {
    if (!existsSync(`${widgetDir}loader.js`))
      throw new Refusal('unknown', { detail: 'the widget is not built' });
    openToAll(reply);
    return reply.sendFile('loader.js', widgetDir, { maxAge: 300_000, immutable: false });
  });
  app.get('/widget/:file', async (request, reply) => {
    const file = basename((request.params as { file: string }).file);
    openToAll(reply);
    if (existsSync(widgetDir + file))
      return reply.sendFile(file, widgetDir, { maxAge: year, immutable: true });
    // A loader from before an upgrade names a file that is gone: it is led to the one there is now, which later
    // files import by its own name; under two names it would be there twice.
    const newest = isWidget(file) && readdirSync(widgetDir).find(isWidget);
    if (!newest) throw new Refusal('unknown');
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8');
    return reply.send(`export * from './${newest}';\n`);
  });
}

/** Any page may load the widget's files; what it may do with them is decided at the socket. */
function openToAll(reply: Pick<FastifyReply, 'header'>) {
  reply.header('access-control-allow-origin', '*');
  reply.header('cross-origin-resource-policy', 'cross-origin');
}

/** The shop's pages are files with two places to fill: the tag, and the language asked for. */
function registerTryPage(app: FastifyInstance, tag: () => string) {
  const languages = new Set(['nb', 'da', 'sv', 'en']);
  app.get('/try/*', async (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    const { lang } = request.query as { lang?: string };
    const name = path === '' ? 'index.html' : path;
    if (!name.endsWith('.html')) return reply.sendFile(name, tryDir);
    return sendPage(reply, name, { lang: lang && languages.has(lang) ? lang : 'en', tag: tag() });
  });
}

async function sendPage(reply: FastifyReply, name: string, filled: { lang: string; tag: string }) {
  if (!/^[a-z-]+\.html$/.test(name) || !existsSync(tryDir + name)) throw new Refusal('unknown');
  const page = await readFile(tryDir + name, 'utf8');
  return reply
    .header('content-security-policy', tryPolicy)
    .type('text/html; charset=utf-8')
    .send(page.replaceAll('{{lang}}', filled.lang).replaceAll('{{tag}}', filled.tag));
}
