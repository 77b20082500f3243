import { type Static, Type } from 'typebox';
import { Instant, Language, nullable, strict } from '../wire/wire.protocol.ts';

/** Whether mail works, for whoever set it up. */
export const MailStatus = strict({
  on: Type.Boolean(),
  /** The address mails come from. */
  from: nullable(Type.String()),
  /** How many are still to be sent. */
  waiting: Type.Integer({ minimum: 0 }),
  lastSentAt: nullable(Instant),
  /** The newest that were not taken, as the mail server said it. */
  troubles: Type.Array(
    strict({
      to: Type.String(),
      kind: Type.String(),
      reason: Type.String(),
      at: Instant,
      /** When it is tried again; null: given up. */
      againAt: nullable(Instant),
    }),
  ),
});
export type MailStatus = Static<typeof MailStatus>;

export const mailRest = {
  'GET /api/settings/mail': { answer: MailStatus },
  /** A mail to whoever asks, sent at once. */
  'POST /api/settings/mail/test': {
    body: strict({ language: Language }),
    answer: strict({
      to: Type.String(),
      /** Why it was not taken, as the mail server said it; null: it was. */
      reason: nullable(Type.String()),
    }),
  },
} as const;
