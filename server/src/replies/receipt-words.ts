import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface Words {
  subject(site: string): string;
  heading: string;
  soon: string;
  opens(when: string): string;
  surge: string;
  button: string;
}

/** The automatic reply to a left message. */
export const receiptWords: Record<Language, Words> = {
  nb: {
    subject: (site) => `Vi har fått meldingen din – ${site}`,
    heading: 'Takk, vi har meldingen din',
    soon: 'Du får svar her så snart en av oss er ledig.',
    opens: (when) => `Vi åpner ${when}, og svarer deg her.`,
    surge: 'I dag er det flere enn vanlig som skriver til oss, så det kan ta litt lenger tid.',
    button: 'Åpne samtalen',
  },
  da: {
    subject: (site) => `Vi har fået din besked – ${site}`,
    heading: 'Tak, vi har din besked',
    soon: 'Du får svar her, så snart en af os er ledig.',
    opens: (when) => `Vi åbner ${when} og svarer dig her.`,
    surge: 'I dag skriver flere til os end normalt, så det kan tage lidt længere tid.',
    button: 'Åbn samtalen',
  },
  sv: {
    subject: (site) => `Vi har fått ditt meddelande – ${site}`,
    heading: 'Tack, vi har ditt meddelande',
    soon: 'Du får svar här så snart någon av oss är ledig.',
    opens: (when) => `Vi öppnar ${when} och svarar dig här.`,
    surge: 'I dag är det fler än vanligt som skriver till oss, så det kan ta lite längre tid.',
    button: 'Öppna samtalet',
  },
  en: {
    subject: (site) => `We have your message – ${site}`,
    heading: 'Thank you, we have your message',
    soon: 'You will have an answer here as soon as one of us is free.',
    opens: (when) => `We open ${when}, and will answer you here.`,
    surge: 'Today more people write to us than usual, so it may take a little longer.',
    button: 'Open the chat',
  },
};
