import type { LanguageCode } from '../language/language.ts';
import { language } from '../language/language.ts';
import type { SkillFault } from './routing-rules.ts';

const en = {
  title: 'Routing',
  intro: 'How chats find somebody who answers. Changes count at once, also for those in line.',
  groups: {
    next: 'Who gets the next chat',
    unanswered: 'When nobody answers',
    priority: 'Priority',
    capacity: 'Silent chats',
    closing: 'Closing time and calls',
  },
  spread: 'Among those who are free',
  spreads: { least_loaded: 'Whoever has fewest chats', longest_idle: 'Whoever has been free longest' },
  units: { seconds: 'seconds', minutes: 'minutes', rings: 'times' },
  rules: {
    accept: {
      label: 'Rings for',
      hint: 'A chat that nobody opens in this time goes to somebody else, at its old place. After two in a row the agent is set away.',
    },
    silent: {
      label: 'First words within',
      hint: 'Whoever has opened a chat and writes nothing loses it to somebody else after this time.',
    },
    escalate: {
      label: 'Escalates after ringing',
      hint: 'Then the leads hear of it, and everybody at the site may be asked.',
    },
    lastAgent: {
      label: 'Wait for whoever helped last',
      hint: 'Whoever comes back waits so long for the same agent before anybody free answers. 0: not at all.',
    },
    high: {
      label: 'High counts as earlier by',
      hint: 'A head start in line: nobody is overtaken by those who come later than this.',
    },
    urgent: { label: 'Urgent counts as earlier by', hint: 'As above, for what cannot wait.' },
    asleep: {
      label: 'Asleep after',
      hint: 'A chat in which the visitor has been silent for so long takes no place. It counts again with the next word.',
    },
    drain: {
      label: 'Answer on after closing for',
      hint: 'Those in line at closing time are still served for so long; the others leave a message.',
    },
    returning: {
      label: 'Time to come back',
      hint: 'Whoever keeps a place without waiting and is called has so long to come. Then the next one is served.',
    },
  },
  callbacks: 'Being called back',
  callbackChoices: { with_hours: 'Offered when opening hours are set', yes: 'Offered', no: 'Not offered' },
  badNumber: (least: string, most: string) => `Write a number from ${least} to ${most}.`,
  department: {
    edit: 'Rules',
    editNamed: (name: string) => `Rules of ${name}`,
    matchLanguage: 'Only agents who write the visitor’s language',
    matchLanguageHint: 'Somebody who writes Swedish waits for one who does.',
    skills: 'Skills',
    skillsHint:
      'What an agent has to know to answer here, with commas between. Nothing: every member answers.',
    priority: 'Priority of those who ask here',
    overflow: 'Help from',
    noOverflow: 'Nobody',
    overflowAfter: 'After so many minutes',
    overflowHint:
      'Agents there may answer too when somebody has waited so long, and at once when nobody of this one is here.',
    badMinutes: 'Write minutes from 0 to 240.',
    languageSays: 'in the visitor’s language',
    skillsSay: (skills: string) => `knows ${skills}`,
    prioritySays: ['', 'high priority', 'urgent'],
    overflowSays: (name: string, minutes: string) => `help from ${name} after ${minutes}`,
  },
  languages: 'Writes',
  languagesOf: (name: string) => `Languages of ${name}`,
  allLanguages: 'None chosen: all languages.',
  skillsOf: (name: string) => `Skills of ${name}`,
  skillFault: (fault: SkillFault) =>
    fault.kind === 'many'
      ? 'At most 20 skills.'
      : fault.kind === 'long'
        ? `“${fault.skill}” is longer than 40 characters.`
        : `“${fault.skill}” must do without | and :.`,
};

type RoutingWords = typeof en;

const nb: RoutingWords = {
  title: 'Fordeling',
  intro:
    'Hvordan samtaler finner noen som svarer. Endringer gjelder med en gang, også for dem som står i kø.',
  groups: {
    next: 'Hvem får neste samtale',
    unanswered: 'Når ingen svarer',
    priority: 'Prioritet',
    capacity: 'Stille samtaler',
    closing: 'Stengetid og oppringning',
  },
  spread: 'Blant dem som er ledige',
  spreads: { least_loaded: 'Den som har færrest samtaler', longest_idle: 'Den som har vært ledig lengst' },
  units: { seconds: 'sekunder', minutes: 'minutter', rings: 'ganger' },
  rules: {
    accept: {
      label: 'Ringer i',
      hint: 'En samtale som ingen åpner innen da, går til en annen, på sin gamle plass. Etter to på rad settes medarbeideren til borte.',
    },
    silent: {
      label: 'Første ord innen',
      hint: 'Den som har åpnet en samtale uten å skrive noe, mister den til en annen etter denne tiden.',
    },
    escalate: {
      label: 'Varsle etter',
      hint: 'Har det ringt så mange ganger forgjeves, får teamlederne høre det, og alle på nettstedet kan bli spurt.',
    },
    lastAgent: {
      label: 'Vent på den som hjalp sist',
      hint: 'Den som kommer igjen, venter så lenge på samme medarbeider før en annen svarer. 0: ikke i det hele tatt.',
    },
    high: {
      label: 'Høy teller som tidligere',
      hint: 'Et forsprang i køen: ingen blir forbigått av noen som kommer mer enn dette senere.',
    },
    urgent: { label: 'Haster teller som tidligere', hint: 'Som over, for det som ikke kan vente.' },
    asleep: {
      label: 'Sover etter',
      hint: 'En samtale der den besøkende har vært stille så lenge, tar ingen plass. Den teller igjen ved neste ord.',
    },
    drain: {
      label: 'Svar videre etter stengetid i',
      hint: 'De som står i kø når dere stenger, får fortsatt hjelp så lenge; de andre legger igjen en beskjed.',
    },
    returning: {
      label: 'Tid til å komme tilbake',
      hint: 'Den som holder plassen uten å vente og blir kalt inn, har så lang tid på å komme. Så er det nestes tur.',
    },
  },
  callbacks: 'Å bli ringt opp',
  callbackChoices: { with_hours: 'Tilbys når åpningstider er satt', yes: 'Tilbys', no: 'Tilbys ikke' },
  badNumber: (least, most) => `Skriv et tall fra ${least} til ${most}.`,
  department: {
    edit: 'Regler',
    editNamed: (name) => `Regler for ${name}`,
    matchLanguage: 'Bare medarbeidere som skriver den besøkendes språk',
    matchLanguageHint: 'Den som skriver svensk, venter på en som kan det.',
    skills: 'Ferdigheter',
    skillsHint:
      'Det en medarbeider må kunne for å svare her, med komma mellom. Ingenting: alle i avdelingen svarer.',
    priority: 'Prioritet for dem som spør her',
    overflow: 'Hjelp fra',
    noOverflow: 'Ingen',
    overflowAfter: 'Etter så mange minutter',
    overflowHint:
      'Medarbeidere der kan også svare når noen har ventet så lenge, og med en gang når ingen her er til stede.',
    badMinutes: 'Skriv minutter fra 0 til 240.',
    languageSays: 'på den besøkendes språk',
    skillsSay: (skills) => `kan ${skills}`,
    prioritySays: ['', 'høy prioritet', 'haster'],
    overflowSays: (name, minutes) => `hjelp fra ${name} etter ${minutes}`,
  },
  languages: 'Skriver',
  languagesOf: (name) => `Språkene til ${name}`,
  allLanguages: 'Ingen valgt: alle språk.',
  skillsOf: (name) => `Ferdighetene til ${name}`,
  skillFault: (fault) =>
    fault.kind === 'many'
      ? 'Høyst 20 ferdigheter.'
      : fault.kind === 'long'
        ? `«${fault.skill}» er lengre enn 40 tegn.`
        : `«${fault.skill}» kan ikke ha | eller : i seg.`,
};

const da: RoutingWords = {
  title: 'Fordeling',
  intro:
    'Hvordan chats finder nogen, der svarer. Ændringer gælder med det samme, også for dem, der står i kø.',
  groups: {
    next: 'Hvem får den næste chat',
    unanswered: 'Når ingen svarer',
    priority: 'Prioritet',
    capacity: 'Stille chats',
    closing: 'Lukketid og opkald',
  },
  spread: 'Blandt dem, der er ledige',
  spreads: { least_loaded: 'Den, der har færrest chats', longest_idle: 'Den, der har været ledig længst' },
  units: { seconds: 'sekunder', minutes: 'minutter', rings: 'gange' },
  rules: {
    accept: {
      label: 'Ringer i',
      hint: 'En chat, som ingen åbner inden da, går til en anden på sin gamle plads. Efter to i træk sættes medarbejderen til væk.',
    },
    silent: {
      label: 'Første ord inden',
      hint: 'Den, der har åbnet en chat uden at skrive noget, mister den til en anden efter så lang tid.',
    },
    escalate: {
      label: 'Sig til efter',
      hint: 'Har det ringet så mange gange forgæves, hører teamlederne det, og alle på sitet kan blive spurgt.',
    },
    lastAgent: {
      label: 'Vent på den, der hjalp sidst',
      hint: 'Den, der kommer igen, venter så længe på samme medarbejder, før en anden svarer. 0: slet ikke.',
    },
    high: {
      label: 'Høj tæller som tidligere',
      hint: 'Et forspring i køen: ingen overhales af nogen, der kommer mere end det senere.',
    },
    urgent: { label: 'Haster tæller som tidligere', hint: 'Som ovenfor, for det, der ikke kan vente.' },
    asleep: {
      label: 'Sover efter',
      hint: 'En chat, hvor den besøgende har været stille så længe, optager ingen plads. Den tæller igen ved det næste ord.',
    },
    drain: {
      label: 'Svar videre efter lukketid i',
      hint: 'De, der står i kø, når I lukker, får stadig hjælp så længe; de andre lægger en besked.',
    },
    returning: {
      label: 'Tid til at komme tilbage',
      hint: 'Den, der holder pladsen uden at vente og bliver kaldt ind, har så lang tid til at komme. Så er det den næstes tur.',
    },
  },
  callbacks: 'At blive ringet op',
  callbackChoices: { with_hours: 'Tilbydes, når der er åbningstider', yes: 'Tilbydes', no: 'Tilbydes ikke' },
  badNumber: (least, most) => `Skriv et tal fra ${least} til ${most}.`,
  department: {
    edit: 'Regler',
    editNamed: (name) => `Regler for ${name}`,
    matchLanguage: 'Kun medarbejdere, der skriver den besøgendes sprog',
    matchLanguageHint: 'Den, der skriver svensk, venter på en, der kan det.',
    skills: 'Færdigheder',
    skillsHint:
      'Det, en medarbejder skal kunne for at svare her, med komma imellem. Intet: alle i afdelingen svarer.',
    priority: 'Prioritet for dem, der spørger her',
    overflow: 'Hjælp fra',
    noOverflow: 'Ingen',
    overflowAfter: 'Efter så mange minutter',
    overflowHint:
      'Medarbejdere der kan også svare, når nogen har ventet så længe, og med det samme, når ingen herfra er til stede.',
    badMinutes: 'Skriv minutter fra 0 til 240.',
    languageSays: 'på den besøgendes sprog',
    skillsSay: (skills) => `kan ${skills}`,
    prioritySays: ['', 'høj prioritet', 'haster'],
    overflowSays: (name, minutes) => `hjælp fra ${name} efter ${minutes}`,
  },
  languages: 'Skriver',
  languagesOf: (name) => `Sprog for ${name}`,
  allLanguages: 'Ingen valgt: alle sprog.',
  skillsOf: (name) => `Færdigheder for ${name}`,
  skillFault: (fault) =>
    fault.kind === 'many'
      ? 'Højst 20 færdigheder.'
      : fault.kind === 'long'
        ? `»${fault.skill}« er længere end 40 tegn.`
        : `»${fault.skill}« må ikke indeholde | eller :.`,
};

const sv: RoutingWords = {
  title: 'Fördelning',
  intro: 'Hur chattar hittar någon som svarar. Ändringar gäller genast, även för dem som står i kö.',
  groups: {
    next: 'Vem får nästa chatt',
    unanswered: 'När ingen svarar',
    priority: 'Prioritet',
    capacity: 'Tysta chattar',
    closing: 'Stängning och uppringning',
  },
  spread: 'Bland dem som är lediga',
  spreads: { least_loaded: 'Den som har minst antal chattar', longest_idle: 'Den som varit ledig längst' },
  units: { seconds: 'sekunder', minutes: 'minuter', rings: 'gånger' },
  rules: {
    accept: {
      label: 'Ringer i',
      hint: 'En chatt som ingen öppnar inom den tiden går till någon annan, på sin gamla plats. Efter två i rad sätts medarbetaren som borta.',
    },
    silent: {
      label: 'Första orden inom',
      hint: 'Den som öppnat en chatt utan att skriva något förlorar den till någon annan efter så lång tid.',
    },
    escalate: {
      label: 'Säg till efter',
      hint: 'Har det ringt så många gånger förgäves får teamledarna veta det, och alla på webbplatsen kan bli tillfrågade.',
    },
    lastAgent: {
      label: 'Vänta på den som hjälpte sist',
      hint: 'Den som kommer igen väntar så länge på samma medarbetare innan någon annan svarar. 0: inte alls.',
    },
    high: {
      label: 'Hög räknas som tidigare',
      hint: 'Ett försprång i kön: ingen blir omkörd av någon som kommer mer än så senare.',
    },
    urgent: { label: 'Brådskar räknas som tidigare', hint: 'Som ovan, för det som inte kan vänta.' },
    asleep: {
      label: 'Sover efter',
      hint: 'En chatt där besökaren varit tyst så länge tar ingen plats. Den räknas igen vid nästa ord.',
    },
    drain: {
      label: 'Svara vidare efter stängning i',
      hint: 'De som står i kö när ni stänger får fortfarande hjälp så länge; de andra lämnar ett meddelande.',
    },
    returning: {
      label: 'Tid att komma tillbaka',
      hint: 'Den som behåller sin plats utan att vänta och blir kallad har så lång tid på sig. Sedan är det nästas tur.',
    },
  },
  callbacks: 'Att bli uppringd',
  callbackChoices: { with_hours: 'Erbjuds när öppettider finns', yes: 'Erbjuds', no: 'Erbjuds inte' },
  badNumber: (least, most) => `Skriv ett tal från ${least} till ${most}.`,
  department: {
    edit: 'Regler',
    editNamed: (name) => `Regler för ${name}`,
    matchLanguage: 'Bara medarbetare som skriver besökarens språk',
    matchLanguageHint: 'Den som skriver danska väntar på någon som kan det.',
    skills: 'Kunskaper',
    skillsHint:
      'Det en medarbetare måste kunna för att svara här, med komma emellan. Inget: alla på avdelningen svarar.',
    priority: 'Prioritet för dem som frågar här',
    overflow: 'Hjälp från',
    noOverflow: 'Ingen',
    overflowAfter: 'Efter så många minuter',
    overflowHint:
      'Medarbetare där kan också svara när någon väntat så länge, och genast när ingen härifrån är på plats.',
    badMinutes: 'Skriv minuter från 0 till 240.',
    languageSays: 'på besökarens språk',
    skillsSay: (skills) => `kan ${skills}`,
    prioritySays: ['', 'hög prioritet', 'brådskar'],
    overflowSays: (name, minutes) => `hjälp från ${name} efter ${minutes}`,
  },
  languages: 'Skriver',
  languagesOf: (name) => `Språk för ${name}`,
  allLanguages: 'Inget valt: alla språk.',
  skillsOf: (name) => `Kunskaper för ${name}`,
  skillFault: (fault) =>
    fault.kind === 'many'
      ? 'Högst 20 kunskaper.'
      : fault.kind === 'long'
        ? `”${fault.skill}” är längre än 40 tecken.`
        : `”${fault.skill}” får inte innehålla | eller :.`,
};

const all: Record<LanguageCode, RoutingWords> = { nb, da, sv, en };

/** The words of the rules of routing, in the agent's language. */
export const routingWords = (): RoutingWords => all[language()];
