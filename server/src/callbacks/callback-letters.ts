import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { MailRoom } from '../platform/mail/mail.ts';
import type { Sites } from '../sites/sites.ts';
import { continueUrl } from '../visitors/continue-url.ts';
import type { Visitors } from '../visitors/visitors.ts';
import { callbackWords } from './callback-words.ts';

export interface CallbackLettersParts {
  sites: Sites;
  visitors: Visitors;
  conversations: Conversations;
  mail: MailRoom;
  publicUrl: string;
}

/** She was called in vain, and may have left the page long ago. Neither her words nor her number stand in the mail. */
export function writeCallbackLetters({
  sites,
  visitors,
  conversations,
  mail,
  publicUrl,
}: CallbackLettersParts) {
  mail.writes('callback:unreached', async (one) => {
    const { conversationId } = JSON.parse(one.data) as { conversationId: string };
    const row = await conversations.find(conversationId);
    if (!row) return null;
    const language = one.language as Language;
    const site = sites.byId(one.siteId);
    const words = callbackWords[language];
    const token = await visitors.linkFor(one.siteId, row.visitorId);
    return {
      ...{ language, name: site.name, brand: site.brand, subject: words.subject, heading: words.subject },
      paragraphs: [words.tried, words.now],
      button: { label: words.button, url: continueUrl(publicUrl, { key: site.key, token, language }) },
      small: [words.once, words.why(site.name), ...(mail.takesReplies ? [] : [words.noReply])],
    };
  });
}
