const people = (count: number) => (count === 1 ? 'one person' : `${count} people`);

export const en = {
  title: 'Waits',
  period: 'Period',
  days: (count: number): string => (count === 7 ? '7 days' : count === 28 ? '4 weeks' : '3 months'),
  from: 'From',
  to: 'To',
  department: 'Department',
  everyDepartment: 'All departments',
  goneDepartment: 'A department that is gone',
  csv: 'As a table (CSV)',
  couldNotLoad: 'The numbers could not be loaded.',

  none: 'Nothing has been told yet',
  noneHint:
    'As soon as somebody stands in line, she is told how long eight in ten wait at most. Here you will see how often that was right.',

  right: (count: string) => `“8 in 10” was right for ${count} in 100`,
  rightNone: 'Nobody’s turn is known yet',
  verdicts: {
    good: 'What we promise holds.',
    short: 'We promise too little. Whoever comes next is told a longer time.',
    long: 'People are served sooner than we say. Whoever comes next is told a shorter time.',
    few: 'Too few to judge by: chance alone could make this number.',
  },
  surely: (low: string, high: string) => `Certain is only: between ${low} and ${high} in 100.`,
  told: (count: string) => `${count} were told a time when they joined the line.`,
  unknown: (count: string) => `Of ${count} nobody knows: they left before it could show.`,
  all: (percent: string, count: string) =>
    `Of all ${count} times told while waiting, ${percent} in 100 held.`,
  goal: '80 is the promise',

  waited: 'Until somebody was there',
  firstAnswer: 'Until the first answer',
  half: (time: string) => `Half waited less than ${time}`,
  nine: (time: string) => `nine in ten less than ${time}`,
  cannotKnow: 'Too many left before to know.',
  gaveUp: 'Gave up',
  gaveUpShare: (count: string, percent: string) => `${count}, ${percent} in 100`,
  gaveUpAfter: (time: string) => `Half of them after ${time}`,
  nineAfter: (time: string) => `nine in ten after ${time} at most`,
  nobodyGaveUp: 'Nobody left the line.',
  ofThem: 'Of these,',
  leftMessage: (count: number) => `${people(count)} left a message instead`,
  askedForCall: (count: number) => `${people(count)} asked to be called`,
  missedCall: (count: number) => `${people(count)} did not come when called`,
  sentAway: 'Sent home at closing',
  sentAwayCount: (count: number) => `${people(count)}. What was written was kept as a message.`,
  inTime: (inTime: number, known: number) =>
    `Of ${known} whose turn came by later, ${people(inTime)} would have been served within what we had said.`,
  later: (time: string) => `Half would have waited ${time} more.`,
  asLeft: 'Whoever left counts as having waited at least until then.',

  plot: 'Told against lived',
  plotHint:
    'Each dot is a time somebody was told. Below the line she was served sooner than we said, above it later.',
  tellings: 'Which numbers',
  onJoining: 'On joining',
  everyTime: 'Every time told',
  axisTold: 'We said: at most',
  axisLived: 'It took',
  kept: 'Sooner than we said',
  broken: 'Later',
  legendServed: 'Was served',
  legendLeft: 'Left; her turn came then',
  legendEight: 'So long eight in ten really waited',
  legendPromise: 'As promised',
  picture: (count: string, kept: string) =>
    `${count} dots; ${kept} in 100 lie below the line. The table holds the numbers.`,
  asTable: 'The plot as a table',

  columns: {
    told: 'Told: at most',
    people: 'People',
    held: 'Held, in 100',
    left: 'Gave up, in 100',
    between: 'Between',
    half: 'Half waited',
    eight: '8 in 10 waited',
  },

  overTime: 'Day by day',
  overWeeks: 'Week by week',
  week: (date: string) => `Week from ${date}`,
  byDepartment: 'By department',
  byWeekday: 'By weekday',
  byHour: 'By hour',
  hours: (zone: string) => `Hours of ${zone}`,
  fewShort: 'few',
  heldOf: (percent: string, low: string, high: string) => `${percent} in 100, between ${low} and ${high}`,

  whoGaveUp: 'Who gave up',
  whoGaveUpHint: 'In 100 of those who joined the line: by themselves, before somebody was there.',
  linesEnd: (at: number) => `The lines end at ${at}.`,

  correction: 'It corrects itself',
  correctionHint:
    'When what was told holds too seldom, the next times are told longer by themselves, and shorter when it holds too often. So much is added at the moment:',
  lines: { next: 'Next in line', short: 'Two to seven before her', long: 'Eight or more before her' },

  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hoursLong: (hours: number, minutes: number) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
};

export type WaitsWords = typeof en;
