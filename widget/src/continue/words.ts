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
  /** A new link by mail instead of the one that is used or over. */
  again: string;
  sent: Omit<Said, 'way'>;
}

export const words: Record<Language, Words> = {
  nb: {
    opening: 'Åpner samtalen …',
    used: {
      heading: 'Denne lenken er brukt',
      text: 'Samtalen din ble åpnet med den et annet sted. Fortsett der, eller få en ny lenke på e-post.',
      way: 'Skriv til oss',
    },
    over: {
      heading: 'Lenken virker ikke lenger',
      text: 'Lenker til en samtale virker i sju dager. Du kan få en ny på e-post.',
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
    again: 'Send meg en ny lenke',
    sent: {
      heading: 'Sjekk e-posten din',
      text: 'Vi har sendt en ny lenke til adressen der den forrige kom.',
    },
  },
  da: {
    opening: 'Åbner samtalen …',
    used: {
      heading: 'Linket er brugt',
      text: 'Din samtale blev åbnet med det et andet sted. Fortsæt der, eller få et nyt link på mail.',
      way: 'Skriv til os',
    },
    over: {
      heading: 'Linket virker ikke længere',
      text: 'Link til en samtale virker i syv dage. Du kan få et nyt på mail.',
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
    again: 'Send mig et nyt link',
    sent: {
      heading: 'Tjek din mail',
      text: 'Vi har sendt et nyt link til den adresse, det forrige kom til.',
    },
  },
  sv: {
    opening: 'Öppnar samtalet …',
    used: {
      heading: 'Länken är använd',
      text: 'Ditt samtal öppnades med den någon annanstans. Fortsätt där, eller få en ny länk via mejl.',
      way: 'Skriv till oss',
    },
    over: {
      heading: 'Länken fungerar inte längre',
      text: 'Länkar till ett samtal fungerar i sju dagar. Du kan få en ny via mejl.',
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
    again: 'Skicka en ny länk',
    sent: { heading: 'Kolla din mejl', text: 'Vi har skickat en ny länk till adressen dit den förra kom.' },
  },
  en: {
    opening: 'Opening the chat …',
    used: {
      heading: 'This link has been used',
      text: 'Your chat was opened with it somewhere else. Go on there, or get a new link by e-mail.',
      way: 'Write to us',
    },
    over: {
      heading: 'This link no longer works',
      text: 'Links to a chat work for seven days. You can get a new one by e-mail.',
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
    again: 'Send me a new link',
    sent: {
      heading: 'Check your e-mail',
      text: 'We’ve sent a new link to the address where the last one went.',
    },
  },
};
