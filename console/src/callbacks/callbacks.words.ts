import type { LanguageCode } from '../language/language.ts';
import { language } from '../language/language.ts';

const en = {
  title: 'Callbacks',
  intro: 'People who would rather be called than wait at the screen.',
  sections: { now: 'Call now', turn: 'When it is their turn', later: 'Agreed times' },
  emptyTitle: 'Nobody asks for a call',
  emptyHint: 'Whoever asks to be called stands here, with number, time and what it is about.',
  call: 'Call',
  callNamed: (name: string) => `Call ${name}`,
  again: 'Dial again',
  noAnswer: 'No answer',
  done: 'Done',
  open: 'Open the chat',
  openNamed: (name: string) => `Open the chat with ${name}`,
  slot: (from: string, to: string) => `${from}–${to}`,
  turn: 'in turn',
  place: (place: number) => `place ${place} in line`,
  gavePlace: (place: number) => `gave up place ${place} in line`,
  overdue: (howLong: string) => `${howLong} overdue`,
  asked: (when: string) => `asked ${when}`,
  tries: (count: number, last: string) =>
    count === 1 ? `tried once, ${last}` : `tried ${count} times, last ${last}`,
  tryAgain: (when: string) => `try again ${when}`,
  youCall: 'You are at the phone',
  yours: 'Yours to call',
  calls: (name: string) => `${name} is at the phone`,
  has: (name: string) => `with ${name}`,
  noAnswerAgain: (name: string, when: string) =>
    `No answer from ${name}. It comes back to the list at ${when}.`,
  noAnswerLast: (name: string) =>
    `No answer from ${name}, and that was the last try. Write a few words, or close the conversation.`,
  asks: 'Asks for a call',
  toMake: (count: number) => (count === 1 ? 'one call to make' : `${count} calls to make`),
};

type CallbackWords = typeof en;

const nb: CallbackWords = {
  title: 'Ring opp',
  intro: 'De som heller vil bli ringt enn å vente ved skjermen.',
  sections: { now: 'Ring nå', turn: 'Når turen kommer', later: 'Avtalte tider' },
  emptyTitle: 'Ingen vil bli ringt',
  emptyHint: 'Den som ber om å bli ringt, står her, med nummer, tid og hva det gjelder.',
  call: 'Ring',
  callNamed: (name) => `Ring ${name}`,
  again: 'Slå nummeret igjen',
  noAnswer: 'Ikke svar',
  done: 'Ferdig',
  open: 'Åpne samtalen',
  openNamed: (name) => `Åpne samtalen med ${name}`,
  slot: (from, to) => `${from}–${to}`,
  turn: 'når turen kommer',
  place: (place) => `plass ${place} i køen`,
  gavePlace: (place) => `ga fra seg plass ${place} i køen`,
  overdue: (howLong) => `${howLong} for sent`,
  asked: (when) => `bedt om ${when}`,
  tries: (count, last) => (count === 1 ? `prøvd én gang, ${last}` : `prøvd ${count} ganger, sist ${last}`),
  tryAgain: (when) => `prøv igjen ${when}`,
  youCall: 'Du er i telefonen',
  yours: 'Din å ringe',
  calls: (name) => `${name} er i telefonen`,
  has: (name) => `hos ${name}`,
  noAnswerAgain: (name, when) => `${name} svarte ikke. Oppringningen kommer tilbake til listen ${when}.`,
  noAnswerLast: (name) =>
    `${name} svarte ikke, og det var siste forsøk. Skriv noen ord, eller avslutt samtalen.`,
  asks: 'Vil bli ringt',
  toMake: (count) => (count === 1 ? 'én å ringe' : `${count} å ringe`),
};

const da: CallbackWords = {
  title: 'Ring op',
  intro: 'Dem, der hellere vil ringes op end vente ved skærmen.',
  sections: { now: 'Ring nu', turn: 'Når turen kommer', later: 'Aftalte tider' },
  emptyTitle: 'Ingen vil ringes op',
  emptyHint: 'Den, der beder om at blive ringet op, står her med nummer, tid og hvad det handler om.',
  call: 'Ring',
  callNamed: (name) => `Ring til ${name}`,
  again: 'Ring igen',
  noAnswer: 'Intet svar',
  done: 'Færdig',
  open: 'Åbn chatten',
  openNamed: (name) => `Åbn chatten med ${name}`,
  slot: (from, to) => `${from}–${to}`,
  turn: 'når turen kommer',
  place: (place) => `plads ${place} i køen`,
  gavePlace: (place) => `gav plads ${place} i køen fra sig`,
  overdue: (howLong) => `${howLong} for sent`,
  asked: (when) => `bedt om ${when}`,
  tries: (count, last) => (count === 1 ? `prøvet én gang, ${last}` : `prøvet ${count} gange, sidst ${last}`),
  tryAgain: (when) => `prøv igen ${when}`,
  youCall: 'Du er i telefonen',
  yours: 'Din at ringe til',
  calls: (name) => `${name} er i telefonen`,
  has: (name) => `hos ${name}`,
  noAnswerAgain: (name, when) => `${name} svarede ikke. Opkaldet kommer tilbage på listen ${when}.`,
  noAnswerLast: (name) =>
    `${name} svarede ikke, og det var sidste forsøg. Skriv et par ord, eller afslut chatten.`,
  asks: 'Vil ringes op',
  toMake: (count) => (count === 1 ? 'ét opkald' : `${count} opkald`),
};

const sv: CallbackWords = {
  title: 'Ring upp',
  intro: 'De som hellre blir uppringda än väntar vid skärmen.',
  sections: { now: 'Ring nu', turn: 'När turen kommer', later: 'Avtalade tider' },
  emptyTitle: 'Ingen vill bli uppringd',
  emptyHint: 'Den som ber att bli uppringd står här, med nummer, tid och vad det gäller.',
  call: 'Ring',
  callNamed: (name) => `Ring ${name}`,
  again: 'Slå numret igen',
  noAnswer: 'Inget svar',
  done: 'Klart',
  open: 'Öppna chatten',
  openNamed: (name) => `Öppna chatten med ${name}`,
  slot: (from, to) => `${from}–${to}`,
  turn: 'när turen kommer',
  place: (place) => `plats ${place} i kön`,
  gavePlace: (place) => `lämnade plats ${place} i kön`,
  overdue: (howLong) => `${howLong} för sent`,
  asked: (when) => `bad om det ${when}`,
  tries: (count, last) =>
    count === 1 ? `försökt en gång, ${last}` : `försökt ${count} gånger, senast ${last}`,
  tryAgain: (when) => `försök igen ${when}`,
  youCall: 'Du sitter i telefonen',
  yours: 'Din att ringa',
  calls: (name) => `${name} sitter i telefonen`,
  has: (name) => `hos ${name}`,
  noAnswerAgain: (name, when) => `${name} svarade inte. Samtalet kommer tillbaka i listan ${when}.`,
  noAnswerLast: (name) =>
    `${name} svarade inte, och det var sista försöket. Skriv några ord, eller avsluta chatten.`,
  asks: 'Vill bli uppringd',
  toMake: (count) => (count === 1 ? 'ett samtal att ringa' : `${count} samtal att ringa`),
};

const all: Record<LanguageCode, CallbackWords> = { nb, da, sv, en };

/** The words about calls, in the agent's language. */
export const callbackWords = (): CallbackWords => all[language()];
