import type { WaitsWords } from './en.ts';

const people = (count: number) => (count === 1 ? 'én' : String(count));

export const da: WaitsWords = {
  title: 'Ventetid',
  period: 'Periode',
  days: (count) => (count === 7 ? '7 dage' : count === 28 ? '4 uger' : '3 måneder'),
  from: 'Fra',
  to: 'Til',
  department: 'Afdeling',
  everyDepartment: 'Alle afdelinger',
  goneDepartment: 'En afdeling, der er væk',
  csv: 'Som tabel (CSV)',
  couldNotLoad: 'Tallene kunne ikke hentes.',

  none: 'Ingen har fået en tid at vide endnu',
  noneHint:
    'Når nogen står i kø, får de at vide, hvor længe otte ud af ti højst venter. Her ser du, hvor tit det passede.',

  right: (count) => `»8 ud af 10« passede for ${count} ud af 100`,
  rightNone: 'Ingen ved endnu, hvornår turen kom',
  verdicts: {
    good: 'Det, vi lover, holder.',
    short: 'Vi lover for kort tid. De næste får en længere tid at vide.',
    long: 'Folk kommer til, før vi siger. De næste får en kortere tid at vide.',
    few: 'For få at dømme efter: Tallet kan være tilfældigt.',
  },
  surely: (low, high) => `Sikkert er kun: mellem ${low} og ${high} ud af 100.`,
  told: (count) => `${count} fik en tid at vide, da de stillede sig i kø.`,
  unknown: (count) => `For ${count} ved ingen det: De gik, før det kunne vise sig.`,
  all: (percent, count) => `Af alle ${count} tider, der blev sagt undervejs, holdt ${percent} ud af 100.`,
  goal: '80 er løftet',

  waited: 'Til der var nogen',
  firstAnswer: 'Til det første svar',
  half: (time) => `Halvdelen ventede mindre end ${time}`,
  nine: (time) => `ni ud af ti mindre end ${time}`,
  cannotKnow: 'For mange gik, før det kunne vise sig.',
  gaveUp: 'Gav op',
  gaveUpShare: (count, percent) => `${count}, ${percent} ud af 100`,
  gaveUpAfter: (time) => `Halvdelen af dem efter ${time}`,
  nineAfter: (time) => `ni ud af ti senest efter ${time}`,
  nobodyGaveUp: 'Ingen forlod køen.',
  ofThem: 'Af dem',
  leftMessage: (count) => `lagde ${people(count)} en besked i stedet`,
  askedForCall: (count) => `bad ${people(count)} om at blive ringet op`,
  missedCall: (count) => `kom ${people(count)} ikke, da det blev deres tur`,
  sentAway: 'Sendt hjem ved lukketid',
  sentAwayCount: (count) => `${people(count)}. Det, de skrev, er gemt som en besked.`,
  inTime: (inTime, known) =>
    `Af ${known}, som turen kom til senere, ville ${people(inTime)} være kommet til inden for det, vi havde sagt.`,
  later: (time) => `Halvdelen ville have ventet ${time} mere.`,
  asLeft: 'De, der gik, tæller, som om de ventede mindst så længe.',

  plot: 'Lovet mod oplevet',
  plotHint:
    'Hver prik er en tid, nogen fik at vide. Under stregen kom hun til, før vi sagde, over den senere.',
  tellings: 'Hvilke tal',
  onJoining: 'Da de kom',
  everyTime: 'Hver gang',
  axisTold: 'Vi sagde: højst',
  axisLived: 'Det tog',
  kept: 'Før vi sagde',
  broken: 'Senere',
  legendServed: 'Kom til',
  legendLeft: 'Gik; da kom turen',
  legendEight: 'Så længe ventede otte ud af ti',
  legendPromise: 'Som lovet',
  picture: (count, kept) =>
    `${count} prikker; ${kept} ud af 100 ligger under stregen. Tallene står i tabellen.`,
  asTable: 'Billedet som tabel',

  columns: {
    told: 'Sagt: højst',
    people: 'Personer',
    held: 'Holdt, ud af 100',
    left: 'Gav op, ud af 100',
    between: 'Mellem',
    half: 'Halvdelen ventede',
    eight: '8 ud af 10 ventede',
  },

  overTime: 'Dag for dag',
  overWeeks: 'Uge for uge',
  week: (date) => `Ugen fra ${date}`,
  byDepartment: 'Efter afdeling',
  byWeekday: 'Efter ugedag',
  byHour: 'Efter klokkeslæt',
  hours: (zone) => `Klokken i ${zone}`,
  fewShort: 'få',
  heldOf: (percent, low, high) => `${percent} ud af 100, mellem ${low} og ${high}`,

  whoGaveUp: 'Hvem gav op',
  whoGaveUpHint: 'Ud af 100, der stillede sig i kø: dem, der selv gik, før nogen var der.',
  linesEnd: (at) => `Linjerne slutter ved ${at}.`,

  correction: 'Det retter sig selv',
  correctionHint:
    'Holder det, vi siger, for sjældent, bliver de næste tider længere af sig selv, og kortere, når det holder for tit. Så meget lægges der til nu:',
  lines: { next: 'Næste i køen', short: 'To til syv foran', long: 'Otte eller flere foran' },

  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hoursLong: (hours, minutes) => (minutes === 0 ? `${hours} t` : `${hours} t ${minutes} min`),
};
