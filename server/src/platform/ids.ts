import { createHash, randomBytes } from 'node:crypto';

export interface Ids {
  /** 128 random bits, base64url. */
  id(): string;
  /** 256 random bits, base64url: a secret. Only its hash is stored. */
  token(): string;
  /** A public name of a site, for its tag. */
  siteKey(): string;
}

export const randomIds: Ids = {
  id: () => randomBytes(16).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
  siteKey: () => randomBytes(8).toString('hex'),
};

/** How a token is stored and looked up. The token has 256 bits of its own: no salt or slow hash is needed. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url');
