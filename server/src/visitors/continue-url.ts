import type { Language } from '@straks/shared/wire/wire.protocol.ts';

/** Behind the #, where no server and no log sees it. The key stands last: a mail program may cut off an odd ending. */
export const continueUrl = (
  publicUrl: string,
  { key, token, language }: { key: string; token: string; language: Language },
) => `${publicUrl}/continue?lang=${language}#${token}.${key}`;
