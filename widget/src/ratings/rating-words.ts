import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface RatingWords {
  didHelp: string;
  yes: string;
  no: string;
  ratedYes: string;
  ratedNo: string;
  comment: string;
  sendComment: string;
  commentThanks: string;
}

/** Few enough to come in all languages at once. */
export const ratingWords: Record<Language, RatingWords> = {
  en: {
    didHelp: 'Did we help?',
    yes: 'Yes',
    no: 'No',
    ratedYes: 'Good to hear.',
    ratedNo: 'Thanks for saying so.',
    comment: 'Anything to add?',
    sendComment: 'Send',
    commentThanks: 'Thank you. We read every word.',
  },
  nb: {
    didHelp: 'Fikk du hjelp?',
    yes: 'Ja',
    no: 'Nei',
    ratedYes: 'Så fint!',
    ratedNo: 'Takk for at du sier fra.',
    comment: 'Noe du vil legge til?',
    sendComment: 'Send',
    commentThanks: 'Takk. Vi leser hvert ord.',
  },
  da: {
    didHelp: 'Fik du hjælp?',
    yes: 'Ja',
    no: 'Nej',
    ratedYes: 'Det er vi glade for.',
    ratedNo: 'Tak, fordi du siger det.',
    comment: 'Noget, du vil tilføje?',
    sendComment: 'Send',
    commentThanks: 'Tak. Vi læser hvert ord.',
  },
  sv: {
    didHelp: 'Fick du hjälp?',
    yes: 'Ja',
    no: 'Nej',
    ratedYes: 'Vad roligt!',
    ratedNo: 'Tack för att du säger det.',
    comment: 'Något du vill tillägga?',
    sendComment: 'Skicka',
    commentThanks: 'Tack. Vi läser varje ord.',
  },
};
