import type { WaitsWords } from './en.ts';

const people = (count: number) => (count === 1 ? 'én' : String(count));

export const nb: WaitsWords = {
  title: 'Ventetid',
  period: 'Periode',
  days: (count) => (count === 7 ? '7 dager' : count === 28 ? '4 uker' : '3 måneder'),
  from: 'Fra',
  to: 'Til',
  department: 'Avdeling',
  everyDepartment: 'Alle avdelinger',
  goneDepartment: 'En avdeling som er borte',
  csv: 'Som tabell (CSV)',
  couldNotLoad: 'Tallene kunne ikke hentes.',

  none: 'Ingen har fått vite en tid ennå',
  noneHint:
    'Når noen står i kø, får de vite hvor lenge åtte av ti venter på det meste. Her ser du hvor ofte det stemte.',

  right: (count) => `«8 av 10» stemte for ${count} av 100`,
  rightNone: 'Ingen vet ennå når turen kom',
  verdicts: {
    good: 'Det vi lover, holder.',
    short: 'Vi lover for kort tid. De neste får høre om lengre tid.',
    long: 'Folk slipper til før vi sier. De neste får høre om kortere tid.',
    few: 'For få å dømme etter: Tallet kan være tilfeldig.',
  },
  surely: (low, high) => `Sikkert er bare: mellom ${low} og ${high} av 100.`,
  told: (count) => `${count} fikk vite en tid da de stilte seg i kø.`,
  unknown: (count) => `For ${count} vet ingen det: De gikk før det kunne vise seg.`,
  all: (percent, count) => `Av alle ${count} tider som ble sagt underveis, holdt ${percent} av 100.`,
  goal: '80 er løftet',

  waited: 'Til noen var der',
  firstAnswer: 'Til det første svaret',
  half: (time) => `Halvparten ventet mindre enn ${time}`,
  nine: (time) => `ni av ti mindre enn ${time}`,
  cannotKnow: 'For mange gikk før det kunne vise seg.',
  gaveUp: 'Ga opp',
  gaveUpShare: (count, percent) => `${count}, ${percent} av 100`,
  gaveUpAfter: (time) => `Halvparten av dem etter ${time}`,
  nineAfter: (time) => `ni av ti senest etter ${time}`,
  nobodyGaveUp: 'Ingen gikk ut av køen.',
  ofThem: 'Av dem',
  leftMessage: (count) => `la ${people(count)} igjen en beskjed i stedet`,
  askedForCall: (count) => `ba ${people(count)} om å bli ringt opp`,
  missedCall: (count) => `møtte ${people(count)} ikke opp da det ble deres tur`,
  sentAway: 'Sendt hjem da dere stengte',
  sentAwayCount: (count) => `${people(count)}. Det de skrev, er tatt vare på som en beskjed.`,
  inTime: (inTime, known) =>
    `Av ${known} som turen kom til senere, ville ${people(inTime)} sluppet til innen det vi hadde sagt.`,
  later: (time) => `Halvparten ville ventet ${time} til.`,
  asLeft: 'De som gikk, teller som om de ventet minst så lenge.',

  plot: 'Lovet mot opplevd',
  plotHint: 'Hver prikk er en tid noen fikk vite. Under streken slapp hun til før vi sa, over den senere.',
  tellings: 'Hvilke tall',
  onJoining: 'Da de kom',
  everyTime: 'Hver gang',
  axisTold: 'Vi sa: på det meste',
  axisLived: 'Det tok',
  kept: 'Før vi sa',
  broken: 'Senere',
  legendServed: 'Slapp til',
  legendLeft: 'Gikk; da kom turen',
  legendEight: 'Så lenge ventet åtte av ti',
  legendPromise: 'Som lovet',
  picture: (count, kept) => `${count} prikker; ${kept} av 100 ligger under streken. Tallene står i tabellen.`,
  asTable: 'Bildet som tabell',

  columns: {
    told: 'Sagt: på det meste',
    people: 'Personer',
    held: 'Holdt, av 100',
    left: 'Ga opp, av 100',
    between: 'Mellom',
    half: 'Halvparten ventet',
    eight: '8 av 10 ventet',
  },

  overTime: 'Dag for dag',
  overWeeks: 'Uke for uke',
  week: (date) => `Uken fra ${date}`,
  byDepartment: 'Etter avdeling',
  byWeekday: 'Etter ukedag',
  byHour: 'Etter klokkeslett',
  hours: (zone) => `Klokken i ${zone}`,
  fewShort: 'få',
  heldOf: (percent, low, high) => `${percent} av 100, mellom ${low} og ${high}`,

  whoGaveUp: 'Hvem ga opp',
  whoGaveUpHint: 'Av 100 som stilte seg i kø: de som gikk selv, før noen var der.',
  linesEnd: (at) => `Linjene slutter ved ${at}.`,

  correction: 'Det retter seg selv',
  correctionHint:
    'Holder det vi sier for sjelden, blir de neste tidene lengre av seg selv, og kortere når det holder for ofte. Så mye legges det til nå:',
  lines: { next: 'Neste i køen', short: 'To til sju foran', long: 'Åtte eller flere foran' },

  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hoursLong: (hours, minutes) => (minutes === 0 ? `${hours} t` : `${hours} t ${minutes} min`),
};
