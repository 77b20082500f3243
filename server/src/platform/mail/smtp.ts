import { isIP } from 'node:net';

/** The server that takes our mail on its way. */
export interface Smtp {
  host: string;
  port: number;
  /** TLS from the first byte; else the connection turns to TLS when the server offers it. */
  secure: boolean;
  user: string;
  password: string;
}

const ports = { 'smtp:': 587, 'smtps:': 465 } as const;

/** `smtp://user:password@host:port` or `smtps://…`; undefined when it is neither. */
export function readSmtpUrl(text: string): Smtp | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const usual = ports[url.protocol as keyof typeof ports];
  const bare = /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
  if (usual === undefined || url.hostname === '' || !bare) return undefined;
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === undefined || password === undefined) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: url.port ? Number(url.port) : usual,
    secure: url.protocol === 'smtps:',
    user,
    password,
  };
}

/** Undefined for a percent sign that stands for nothing. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** A relay on this very machine: nobody stands between, and its certificate is rarely in its name. */
export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
