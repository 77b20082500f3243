/** The words of the staffing page; they come with it, so that the inbox stays light. */
export interface StaffingWords {
  title: string;
  week(number: number): string;
  previous: string;
  next: string;
  thisWeek: string;
  csv: string;
  couldNotLoad: string;
  department: string;
  everyDepartment: string;
  membersOnly: string;

  reach(percent: number, within: string): string;
  reachNothing: string;
  /** Everybody of the week is answered as wanted. */
  enough: string;
  enoughHint: string;
  shortTitle: string;
  moreGaps(count: number): string;
  target(percent: number, within: string): string;
  changeTarget: string;
  targetTitle: string;
  targetPercent: string;
  targetWithin: string;
  targetHint: string;
  badTarget: string;
  seconds(count: number): string;
  minutes(count: number): string;

  basis(weeks: number, chats: string): string;
  basisWork(work: string, patience: string, capacity: number): string;
  few: string;
  none: string;
  noneHint: string;

  plot: string;
  plotHint: string;
  needed: string;
  planned: string;
  short: string;
  covered: string;
  closed(name: string): string;
  closedAllDay: string;
  notOpen: string;
  /** What a day's picture shows, in a sentence. */
  picture(needed: number, planned: number): string;

  dayTable(day: string): string;
  time: string;
  chats: string;
  missing: string;
  inTime: string;
  shortBy(count: number): string;
  spare(count: number): string;
  fits: string;

  shifts: string;
  shiftsHint: string;
  readOnly: string;
  agent: string;
  day: string;
  from: string;
  to: string;
  addFor(name: string, day: string): string;
  shiftOf(name: string, day: string, times: string): string;
  newShift: string;
  editShift: string;
  left: string;
  copyLast: string;
  copied(copied: number, leftOut: number): string;
  hours(count: string): string;
  nextDay: string;
  badTimes: string;
  noLength: string;
  clash(name: string): string;
  dayClosed: string;
}

const count = (n: number, one: string, many: string) => (n === 1 ? one : `${n} ${many}`);

export const en: StaffingWords = {
  title: 'Staffing',
  week: (number) => `Week ${number}`,
  previous: 'The week before',
  next: 'The week after',
  thisWeek: 'This week',
  csv: 'Download CSV',
  couldNotLoad: 'The week could not be loaded.',
  department: 'Department',
  everyDepartment: 'All departments',
  membersOnly: 'Only its members count as planned; whoever is in several departments counts in each.',
  reach: (percent, within) => `With this plan, about ${percent} of 100 are answered within ${within}.`,
  reachNothing: 'Nobody is expected this week.',
  enough: 'Nothing is missing',
  enoughHint: 'The plan covers what the week needs.',
  shortTitle: 'Where somebody is missing',
  moreGaps: (n) => `and ${count(n, 'one more time', 'more times')}; see the days below`,
  target: (percent, within) => `Goal: ${percent} of 100 within ${within}`,
  changeTarget: 'Change goal',
  targetTitle: 'How quickly you want to answer',
  targetPercent: 'Of 100 visitors, so many',
  targetWithin: 'are answered within (seconds)',
  targetHint: 'Whoever gives up before that counts as not answered.',
  badTarget: 'Choose 10 to 99 of 100, within 5 to 3,600 seconds.',
  seconds: (n) => `${n} seconds`,
  minutes: (n) => count(n, 'a minute', 'minutes'),
  basis: (weeks, chats) =>
    `Told from ${chats === '1' ? 'one chat' : `${chats} chats`} of ${weeks === 1 ? 'one week' : `${weeks} weeks`}.`,
  basisWork: (work, patience, capacity) =>
    `A chat is ${work} of work; visitors wait about ${patience} before they give up. Counted in agents with ${count(capacity, 'one chat', 'chats')} at once.`,
  few: 'There is little to go by yet. Take it as a first idea.',
  none: 'No chats yet to learn from',
  noneHint:
    'When visitors have come for a few days, you see here how many you need, quarter by quarter. You can plan shifts already.',
  plot: 'Needed and planned',
  plotHint: 'How many are needed and planned, by the clock of the site. Choose a day for its numbers.',
  needed: 'Needed',
  planned: 'Planned',
  short: 'Too few',
  covered: 'covered',
  closed: (name) => (name ? `Closed: ${name}` : 'Closed'),
  closedAllDay: 'Closed',
  notOpen: 'Not open',
  picture: (needed, planned) => `At most ${needed} needed, ${planned} planned.`,
  dayTable: (day) => `${day} in numbers`,
  time: 'Time',
  chats: 'Expected chats',
  missing: 'Difference',
  inTime: 'In time',
  shortBy: (n) => `${n} short`,
  spare: (n) => `${n} to spare`,
  fits: 'fits',
  shifts: 'Shifts',
  shiftsHint: 'Who works when. Visitors in line are told of the wait with this in mind.',
  readOnly: 'Team leads plan the shifts.',
  agent: 'Colleague',
  day: 'Day',
  from: 'From',
  to: 'To',
  addFor: (name, day) => `Add a shift for ${name} on ${day}`,
  shiftOf: (name, day, times) => `${name}, ${day}, ${times}`,
  newShift: 'New shift',
  editShift: 'Change shift',
  left: 'no longer here',
  copyLast: 'Copy last week',
  copied: (n, leftOut) =>
    leftOut === 0
      ? `Shifts copied: ${n}.`
      : `Shifts copied: ${n}. Left out: ${leftOut}, taken already, on a closed day, or no longer here.`,
  hours: (n) => `${n} h`,
  nextDay: 'Ends the next day.',
  badTimes: 'Write times like 9, 9:30 or 16:00.',
  noLength: 'A shift lasts between one minute and 16 hours.',
  clash: (name) => `${name} has a shift then already.`,
  dayClosed: 'The site is closed that day.',
};
