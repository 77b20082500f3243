import type { WaitsWords } from './en.ts';

const people = (count: number) => (count === 1 ? 'en' : String(count));

export const sv: WaitsWords = {
  title: 'Väntetid',
  period: 'Period',
  days: (count) => (count === 7 ? '7 dagar' : count === 28 ? '4 veckor' : '3 månader'),
  from: 'Från',
  to: 'Till',
  department: 'Avdelning',
  everyDepartment: 'Alla avdelningar',
  goneDepartment: 'En avdelning som är borta',
  csv: 'Som tabell (CSV)',
  couldNotLoad: 'Siffrorna kunde inte hämtas.',

  none: 'Ingen har fått veta någon tid än',
  noneHint:
    'När någon står i kö får hon veta hur länge åtta av tio väntar som mest. Här ser du hur ofta det stämde.',

  right: (count) => `”8 av 10” stämde för ${count} av 100`,
  rightNone: 'Ingen vet än när turen kom',
  verdicts: {
    good: 'Det vi lovar håller.',
    short: 'Vi lovar för kort tid. De nästa får höra en längre tid.',
    long: 'Folk får hjälp tidigare än vi säger. De nästa får höra en kortare tid.',
    few: 'För få att döma efter: siffran kan vara en slump.',
  },
  surely: (low, high) => `Säkert är bara: mellan ${low} och ${high} av 100.`,
  told: (count) => `${count} fick veta en tid när de ställde sig i kö.`,
  unknown: (count) => `För ${count} vet ingen det: de gick innan det kunde visa sig.`,
  all: (percent, count) => `Av alla ${count} tider som sades under väntan höll ${percent} av 100.`,
  goal: '80 är löftet',

  waited: 'Tills någon var där',
  firstAnswer: 'Till det första svaret',
  half: (time) => `Hälften väntade mindre än ${time}`,
  nine: (time) => `nio av tio mindre än ${time}`,
  cannotKnow: 'För många gick innan det kunde visa sig.',
  gaveUp: 'Gav upp',
  gaveUpShare: (count, percent) => `${count}, ${percent} av 100`,
  gaveUpAfter: (time) => `Hälften av dem efter ${time}`,
  nineAfter: (time) => `nio av tio senast efter ${time}`,
  nobodyGaveUp: 'Ingen lämnade kön.',
  ofThem: 'Av dem',
  leftMessage: (count) => `lämnade ${people(count)} ett meddelande i stället`,
  askedForCall: (count) => `bad ${people(count)} om att bli uppringd`,
  missedCall: (count) => `kom ${people(count)} inte när det var deras tur`,
  sentAway: 'Hemskickade vid stängning',
  sentAwayCount: (count) => `${people(count)}. Det de skrev är sparat som meddelanden.`,
  inTime: (inTime, known) =>
    `Av ${known} vars tur kom senare skulle ${people(inTime)} ha fått hjälp inom det vi hade sagt.`,
  later: (time) => `Hälften skulle ha väntat ${time} till.`,
  asLeft: 'De som gick räknas som att de väntade minst så länge.',

  plot: 'Lovat mot upplevt',
  plotHint:
    'Varje prick är en tid som någon fick veta. Under linjen fick hon hjälp tidigare än vi sa, över den senare.',
  tellings: 'Vilka siffror',
  onJoining: 'När de kom',
  everyTime: 'Varje gång',
  axisTold: 'Vi sa: som mest',
  axisLived: 'Det tog',
  kept: 'Tidigare än vi sa',
  broken: 'Senare',
  legendServed: 'Fick hjälp',
  legendLeft: 'Gick; då kom turen',
  legendEight: 'Så länge väntade åtta av tio',
  legendPromise: 'Som lovat',
  picture: (count, kept) =>
    `${count} prickar; ${kept} av 100 ligger under linjen. Siffrorna står i tabellen.`,
  asTable: 'Bilden som tabell',

  columns: {
    told: 'Sagt: som mest',
    people: 'Personer',
    held: 'Höll, av 100',
    left: 'Gav upp, av 100',
    between: 'Mellan',
    half: 'Hälften väntade',
    eight: '8 av 10 väntade',
  },

  overTime: 'Dag för dag',
  overWeeks: 'Vecka för vecka',
  week: (date) => `Veckan från ${date}`,
  byDepartment: 'Per avdelning',
  byWeekday: 'Per veckodag',
  byHour: 'Per timme',
  hours: (zone) => `Klockan i ${zone}`,
  fewShort: 'få',
  heldOf: (percent, low, high) => `${percent} av 100, mellan ${low} och ${high}`,

  whoGaveUp: 'Vilka gav upp',
  whoGaveUpHint: 'Av 100 som ställde sig i kö: de som själva gick innan någon var där.',
  linesEnd: (at) => `Linjerna slutar vid ${at}.`,

  correction: 'Det rättar sig självt',
  correctionHint:
    'Håller det vi säger för sällan blir de nästa tiderna längre av sig själva, och kortare när det håller för ofta. Så mycket läggs till nu:',
  lines: { next: 'Näst på tur', short: 'Två till sju före', long: 'Åtta eller fler före' },

  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hoursLong: (hours, minutes) => (minutes === 0 ? `${hours} tim` : `${hours} tim ${minutes} min`),
};
