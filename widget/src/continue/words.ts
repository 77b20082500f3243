import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface Said {
  heading: string;
  text: string;
  way: string;
}

interface Words {
  opening: string;
  used: Said;
  over: Said;
  /** The address was cut off: there is no site to go to. */
  broken: Omit<Said, 'way'>;
  offline: Said;
}

export const words: Record<Language, Words> = {
  nb: {
    opening: 'Åpner samtalen …',
    used: {
      heading: 'Denne lenken er brukt',
      text: 'Samtalen din ble åpnet med den et annet sted. Fortsett der, eller skriv til oss her.',
      way: 'Skriv til oss',
    },
    over: {
      heading: 'Lenken virker ikke lenger',
      text: 'Lenker til en samtale virker i sju dager. Skriv til oss her, så hjelper vi deg videre.',
      way: 'Skriv til oss',
    },
    broken: {
      heading: 'Noe av lenken mangler',
      text: 'Åpne den en gang til fra e-posten, eller kopier hele adressen.',
    },
    offline: {
      heading: 'Vi får ikke kontakt',
      text: 'Er du på nett? Lenken er ikke brukt opp.',
      way: 'Prøv igjen',
    },
  },
  da: {
    opening: 'Åbner samtalen …',
    used: {
      heading: 'Linket er brugt',
      text: 'Din samtale blev åbnet med det et andet sted. Fortsæt der, eller skriv til os her.',
      way: 'Skriv til os',
    },
    over: {
      heading: 'Linket virker ikke længere',
      text: 'Link til en samtale virker i syv dage. Skriv til os her, så hjælper vi dig videre.',
      way: 'Skriv til os',
    },
    broken: {
      heading: 'Noget af linket mangler',
      text: 'Åbn det igen fra mailen, eller kopiér hele adressen.',
    },
    offline: {
      heading: 'Vi får ikke forbindelse',
      text: 'Er du på nettet? Linket er ikke brugt op.',
      way: 'Prøv igen',
    },
  },
  sv: {
    opening: 'Öppnar samtalet …',
    used: {
      heading: 'Länken är använd',
      text: 'Ditt samtal öppnades med den någon annanstans. Fortsätt där, eller skriv till oss här.',
      way: 'Skriv till oss',
    },
    over: {
      heading: 'Länken fungerar inte längre',
      text: 'Länkar till ett samtal fungerar i sju dagar. Skriv till oss här, så hjälper vi dig vidare.',
      way: 'Skriv till oss',
    },
    broken: {
      heading: 'En bit av länken saknas',
      text: 'Öppna den igen från mejlet, eller kopiera hela adressen.',
    },
    offline: {
      heading: 'Vi får ingen kontakt',
      text: 'Är du uppkopplad? Länken är inte förbrukad.',
      way: 'Försök igen',
    },
  },
  en: {
    opening: 'Opening the chat …',
    used: {
      heading: 'This link has been used',
      text: 'Your chat was opened with it somewhere else. Go on there, or write to us here.',
      way: 'Write to us',
    },
    over: {
      heading: 'This link no longer works',
      text: 'Links to a chat work for seven days. Write to us here and we’ll take it from there.',
      way: 'Write to us',
    },
    broken: {
      heading: 'Part of the link is missing',
      text: 'Open it again from the e-mail, or copy the whole address.',
    },
    offline: {
      heading: 'We can’t connect',
      text: 'Are you online? The link is still good.',
      way: 'Try again',
    },
  },
};
