import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../platform/errors.ts';

const folder = (path: string) => fileURLToPath(new URL(`../../../widget/${path}`, import.meta.url));
const page = folder('continue/index.html');
const files: Record<string, { path: string; type: string }> = {
  'continue.css': { path: folder('continue/continue.css'), type: 'text/css; charset=utf-8' },
  'continue.svg': { path: folder('continue/continue.svg'), type: 'image/svg+xml' },
  'continue.js': { path: folder('dist/continue.js'), type: 'text/javascript; charset=utf-8' },
};

/** Nothing but our own files, shown in no frame of others; what stands behind # goes nowhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const languages = new Set(['nb', 'da', 'sv', 'en']);

/** The page behind the link of a mail. It is the same for everybody: who she is stands behind the #. */
export function registerContinuePage(app: FastifyInstance) {
  app.get('/continue', async (request, reply) => {
    const { lang } = request.query as { lang?: unknown };
    const language = typeof lang === 'string' && languages.has(lang) ? lang : 'en';
    strict(reply).type('text/html; charset=utf-8');
    return (await readFile(page, 'utf8')).replace('{{lang}}', language);
  });
  app.get('/continue/:file', async (request, reply) => {
    const { file } = request.params as { file: string };
    const found = Object.hasOwn(files, file) ? files[file] : undefined;
    if (!found || !existsSync(found.path)) throw new Refusal('unknown');
    strict(reply).type(found.type);
    return readFile(found.path, 'utf8');
  });
}

const strict = (reply: FastifyReply) =>
  reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache');
