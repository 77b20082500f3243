import type { Tell } from '../platform/db/database.ts';

interface Whose {
  siteId: string;
  conversationId: string;
  visitorId: string;
}

/** Her pages hear after the commit what became of the call she asked for. */
export const callChanged = (tell: Tell, { siteId, conversationId, visitorId }: Whose) =>
  tell({ kind: 'callback', siteId, conversationId, visitorId });
