/** What a link carries behind its #: a secret that works once, and the key of the site. */
export interface Link {
  token: string;
  key: string;
}

const form = /^#([\w-]*)\.([a-z0-9]{12,32})$/;

export function linkOf(hash: string): Link | null {
  const [, token, key] = form.exec(hash) ?? [];
  return token === undefined || key === undefined ? null : { token, key };
}

/** What stays in the address: enough to open the chat again here, and nothing to open it elsewhere. */
export const spent = ({ key }: Link) => `#.${key}`;
