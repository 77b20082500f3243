/** A quarter-hour in a picture: where it lies and how high it is. */
export interface Step {
  /** In minutes of the day. */
  minute: number;
  needed: number;
  planned: number;
}

export interface Frame {
  fromMinute: number;
  toMinute: number;
  /** The highest number in the picture. */
  most: number;
}

export const quarterMinutes = 15;
/** The picture's own units; it is stretched to the place it gets. */
export const size = { width: 240, height: 100 } as const;

export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Whole hours round everything there is, the same for every day, so that days can be compared. */
export function frameOf(days: readonly (readonly Step[])[]): Frame {
  const all = days.flat();
  if (all.length === 0) return { fromMinute: 8 * 60, toMinute: 16 * 60, most: 2 };
  const minutes = all.map(({ minute }) => minute);
  return {
    fromMinute: Math.floor(Math.min(...minutes) / 60) * 60,
    toMinute: Math.ceil((Math.max(...minutes) + quarterMinutes) / 60) * 60,
    most: Math.max(2, ...all.map(({ needed, planned }) => Math.max(needed, planned))),
  };
}

/** Quarter-hours that follow each other: a day may be open twice. */
export function stretchesOf<One extends Pick<Step, 'minute'>>(steps: readonly One[]): One[][] {
  const stretches: One[][] = [];
  for (const step of steps) {
    const last = stretches.at(-1);
    if (last && (last.at(-1)?.minute ?? 0) + quarterMinutes === step.minute) last.push(step);
    else stretches.push([step]);
  }
  return stretches;
}

const x = (minute: number, { fromMinute, toMinute }: Frame) =>
  round(((minute - fromMinute) / (toMinute - fromMinute)) * size.width);
const y = (count: number, { most }: Frame) => round(size.height - (count / most) * size.height);
const round = (number: number) => Math.round(number * 10) / 10;

/** The upper edge of a stretch, in steps. */
function edge(steps: readonly Step[], height: (step: Step) => number, frame: Frame): string {
  return steps
    .flatMap((step) => [
      `${x(step.minute, frame)} ${y(height(step), frame)}`,
      `${x(step.minute + quarterMinutes, frame)} ${y(height(step), frame)}`,
    ])
    .join(' L');
}

/** What is planned, as an area from the ground. */
export const plannedArea = (steps: readonly Step[], frame: Frame): string =>
  stretchesOf(steps)
    .map((stretch) => {
      const [from, to] = ends(stretch);
      const ground = y(0, frame);
      return `M${x(from, frame)} ${ground} L${edge(stretch, ({ planned }) => planned, frame)} L${x(to, frame)} ${ground} Z`;
    })
    .join(' ');

/** What is needed, as a line. */
export const neededLine = (steps: readonly Step[], frame: Frame): string =>
  stretchesOf(steps)
    .map((stretch) => `M${edge(stretch, ({ needed }) => needed, frame)}`)
    .join(' ');

/** What is missing: between the two where more is needed than planned. */
export const shortArea = (steps: readonly Step[], frame: Frame): string =>
  steps
    .filter(({ needed, planned }) => needed > planned)
    .map(({ minute, needed, planned }) => {
      const [left, right] = [x(minute, frame), x(minute + quarterMinutes, frame)];
      const [top, bottom] = [y(needed, frame), y(planned, frame)];
      return `M${left} ${top} H${right} V${bottom} H${left} Z`;
    })
    .join(' ');

function ends(stretch: readonly Step[]): [number, number] {
  return [stretch[0]?.minute ?? 0, (stretch.at(-1)?.minute ?? 0) + quarterMinutes];
}

/** Hours to write under the picture, few enough to be read. */
export function hourMarks({ fromMinute, toMinute }: Frame): { hour: number; share: number }[] {
  const hours = (toMinute - fromMinute) / 60;
  const every = [1, 2, 3, 4, 6].find((one) => hours / one <= 4) ?? 8;
  const marks = [];
  for (let hour = Math.ceil(fromMinute / 60 / every) * every; hour * 60 <= toMinute; hour += every) {
    marks.push({ hour, share: (hour * 60 - fromMinute) / (toMinute - fromMinute) });
  }
  return marks;
}

/** Numbers beside the picture, at most four above the ground. */
export function countMarks({ most }: Frame): number[] {
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => most / one <= 4) ?? 1_000;
  return Array.from({ length: Math.floor(most / every) }, (_, place) => (place + 1) * every);
}

export const heightOf = (count: number, frame: Frame): number => y(count, frame);
