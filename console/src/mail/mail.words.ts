import type { LanguageCode } from '../language/language.ts';
import { language } from '../language/language.ts';

const en = {
  title: 'Mail',
  intro: 'Visitors who ask for it hear by mail that their turn is near, or that a message was answered.',
  health: {
    off: 'Mail is not set up',
    idle: 'Mail is set up',
    working: 'Mail goes out',
    failing: 'Mail does not get through',
  },
  offHint: 'Until then visitors are offered nothing that needs it. Whoever runs the server sets:',
  server: 'the server that takes your mail',
  sender: 'the address it comes from',
  restart: 'Then Straks is started again.',
  idleHint: 'Nothing has been sent yet. Try it out before somebody waits for it.',
  from: 'From',
  lastSent: 'Last sent',
  never: 'not yet',
  waiting: 'Waiting to be sent',
  failingHint: (count: string): string =>
    count === '1'
      ? 'One mail waits. It goes by itself as soon as this is put right.'
      : `${count} mails wait. They go by themselves as soon as this is put right.`,
  says: 'The error',
  again: (time: string) => `Next try ${time}`,
  troubles: 'Not taken',
  troublesHint: 'The newest that were refused, as the mail server put it.',
  gaveUp: 'given up',
  test: 'Send a test mail',
  testing: 'Sending …',
  testHint: (email: string) => `Goes to you, at ${email}.`,
  sent: (email: string) => `The mail server has taken it. Look into ${email}, also among the spam.`,
  notSent: 'It was not taken.',
  refresh: 'Look again',
};

export type MailWords = typeof en;

const nb: MailWords = {
  title: 'E-post',
  intro: 'Besøkende som ber om det, får e-post når det snart er deres tur, eller når en beskjed er besvart.',
  health: {
    off: 'E-post er ikke satt opp',
    idle: 'E-post er satt opp',
    working: 'E-posten går ut',
    failing: 'E-posten kommer ikke fram',
  },
  offHint: 'Inntil da blir ingen tilbudt noe som trenger det. Den som drifter serveren, setter:',
  server: 'serveren som tar imot e-posten deres',
  sender: 'adressen den kommer fra',
  restart: 'Så startes Straks på nytt.',
  idleHint: 'Ingenting er sendt ennå. Prøv før noen venter på den.',
  from: 'Fra',
  lastSent: 'Sist sendt',
  never: 'ikke ennå',
  waiting: 'Venter på å bli sendt',
  failingHint: (count) =>
    count === '1'
      ? 'Én e-post venter. Den går av seg selv så snart dette er i orden.'
      : `${count} e-poster venter. De går av seg selv så snart dette er i orden.`,
  says: 'Feilen',
  again: (time) => `Neste forsøk ${time}`,
  troubles: 'Ikke tatt imot',
  troublesHint: 'De siste som ble avvist, slik e-postserveren sa det.',
  gaveUp: 'oppgitt',
  test: 'Send en prøve',
  testing: 'Sender …',
  testHint: (email) => `Går til deg, på ${email}.`,
  sent: (email) => `E-postserveren har tatt den imot. Se i ${email}, også blant søppelposten.`,
  notSent: 'Den ble ikke tatt imot.',
  refresh: 'Se etter på nytt',
};

const da: MailWords = {
  title: 'E-mail',
  intro:
    'Besøgende, der beder om det, får en e-mail, når det snart er deres tur, eller når en besked er besvaret.',
  health: {
    off: 'E-mail er ikke sat op',
    idle: 'E-mail er sat op',
    working: 'E-mails bliver sendt',
    failing: 'E-mails når ikke frem',
  },
  offHint: 'Indtil da bliver ingen tilbudt noget, der kræver det. Den, der driver serveren, sætter:',
  server: 'serveren, der tager imod jeres e-mails',
  sender: 'adressen, de kommer fra',
  restart: 'Så startes Straks igen.',
  idleHint: 'Der er ikke sendt noget endnu. Prøv det, før nogen venter på det.',
  from: 'Fra',
  lastSent: 'Sidst sendt',
  never: 'ikke endnu',
  waiting: 'Venter på at blive sendt',
  failingHint: (count) =>
    count === '1'
      ? 'Én e-mail venter. Den bliver sendt af sig selv, så snart det her er i orden.'
      : `${count} e-mails venter. De bliver sendt af sig selv, så snart det her er i orden.`,
  says: 'Fejlen',
  again: (time) => `Næste forsøg ${time}`,
  troubles: 'Ikke taget imod',
  troublesHint: 'De seneste, der blev afvist, som mailserveren sagde det.',
  gaveUp: 'opgivet',
  test: 'Send en prøve',
  testing: 'Sender …',
  testHint: (email) => `Går til dig, på ${email}.`,
  sent: (email) => `Mailserveren har taget imod den. Se i ${email}, også i spam.`,
  notSent: 'Den blev ikke taget imod.',
  refresh: 'Se efter igen',
};

const sv: MailWords = {
  title: 'E-post',
  intro:
    'Besökare som ber om det får e-post när det snart är deras tur, eller när ett meddelande har besvarats.',
  health: {
    off: 'E-post är inte inställd',
    idle: 'E-post är inställd',
    working: 'E-posten går ut',
    failing: 'E-posten kommer inte fram',
  },
  offHint: 'Till dess erbjuds ingen något som behöver den. Den som sköter servern ställer in:',
  server: 'servern som tar emot er e-post',
  sender: 'adressen den kommer från',
  restart: 'Sedan startas Straks om.',
  idleHint: 'Inget har skickats än. Prova innan någon väntar på det.',
  from: 'Från',
  lastSent: 'Senast skickat',
  never: 'inte än',
  waiting: 'Väntar på att skickas',
  failingHint: (count) =>
    count === '1'
      ? 'Ett brev väntar. Det går av sig självt så snart det här är ordnat.'
      : `${count} brev väntar. De går av sig själva så snart det här är ordnat.`,
  says: 'Felet',
  again: (time) => `Nästa försök ${time}`,
  troubles: 'Inte mottagna',
  troublesHint: 'De senaste som avvisades, så som e-postservern sa det.',
  gaveUp: 'uppgivet',
  test: 'Skicka ett prov',
  testing: 'Skickar …',
  testHint: (email) => `Går till dig, på ${email}.`,
  sent: (email) => `E-postservern har tagit emot det. Titta i ${email}, även bland skräpposten.`,
  notSent: 'Det togs inte emot.',
  refresh: 'Titta efter igen',
};

const all: Record<LanguageCode, MailWords> = { nb, da, sv, en };

/** The words about mail, in the agent's language. */
export const mailWords = (): MailWords => all[language()];
