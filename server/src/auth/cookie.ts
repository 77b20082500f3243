import { parseCookie, stringifySetCookie } from 'cookie';

/** How long a session lasts after its last use. */
export const sessionMs = 30 * 24 * 3_600_000;

/** `__Host-`: browsers keep it only over TLS or on localhost, for this very host and no other. */
const name = '__Host-straks';

/** The token of a session in a Cookie header, if one of our form is there. */
export function tokenIn(header: string | undefined): string | null {
  const token = header && parseCookie(header)[name];
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

/** No script reads it, no foreign page's form sends it. */
const guarded = { name, httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;

export const sessionCookie = (token: string) =>
  stringifySetCookie({ ...guarded, value: token, maxAge: sessionMs / 1000 });

export const noCookie = () => stringifySetCookie({ ...guarded, value: '', maxAge: 0 });
