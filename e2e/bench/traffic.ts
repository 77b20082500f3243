import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

export interface Sizes {
  bytes: number;
  gzip: number;
  brotli: number;
}
export interface Fetched extends Sizes {
  path: string;
}

export interface Traffic {
  requests(): number;
  /** All bodies so far, or those of some paths. */
  sum(of?: (path: string) => boolean): Promise<Sizes & { requests: number }>;
  list(): Promise<Fetched[]>;
  socketBytes(): number;
}

/** What Straks makes a page fetch. The try page's own files stand for the host's site and do not count. */
export function recordTraffic(page: Page, origin: string): Traffic {
  const fetched: Promise<Fetched>[] = [];
  let socketBytes = 0;
  page.on('response', (response) => {
    const { origin: from, pathname } = new URL(response.url());
    if (from === origin && !pathname.startsWith('/try/') && pathname !== '/favicon.ico') {
      fetched.push(sizesOf(pathname, response));
    }
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      socketBytes += Buffer.byteLength(payload);
    });
  });
  return {
    requests: () => fetched.length,
    socketBytes: () => socketBytes,
    list: () => Promise.all(fetched),
    async sum(of = () => true) {
      const counted = (await Promise.all(fetched)).filter(({ path }) => of(path));
      const total = (size: keyof Sizes) => counted.reduce((sum, each) => sum + each[size], 0);
      return {
        bytes: total('bytes'),
        gzip: total('gzip'),
        brotli: total('brotli'),
        requests: counted.length,
      };
    },
  };
}

async function sizesOf(path: string, response: Response): Promise<Fetched> {
  const body = await response.body().catch(() => Buffer.alloc(0));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    path,
    bytes: body.length,
    gzip: body.length && gzipSync(body, { level: 9 }).length,
    brotli: body.length && brotliCompressSync(body, quality).length,
  };
}
