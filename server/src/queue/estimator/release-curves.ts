import { at, type Hazard, lived, risks } from './hazard.ts';
import type { ComingAndGoing } from './learned.ts';
import { paceAmong } from './wait-state.ts';

/** The moments from now for which a forecast is made: six seconds to three hours, each a third later than the last. */
export const momentsMs: readonly number[] = [
  0,
  ...Array.from({ length: 30 }, (_, step) => 6_000 * 1_800 ** (step / 29)),
];

/** A number for each of the moments. */
export type Curve = Float64Array;
export const newCurve = (): Curve => new Float64Array(momentsMs.length);

export function add(sum: Curve, curve: Curve, factor = 1): void {
  for (let m = 0; m < sum.length; m += 1) sum[m] = at(sum, m) + factor * at(curve, m);
}

/** Between the moments, and beyond the last at its pace. */
export function valueAt(curve: Curve, ms: number): number {
  let m = 1;
  while (m < momentsMs.length - 1 && at(momentsMs, m) < ms) m += 1;
  const fromMs = at(momentsMs, m - 1);
  const slope = (at(curve, m) - at(curve, m - 1)) / (at(momentsMs, m) - fromMs);
  return at(curve, m - 1) + slope * (ms - fromMs);
}

/** Agents who serve the same departments. */
export interface Team {
  departments: number[];
  /** Chats of agents online, by department and age. */
  ages: Map<number, Float64Array>;
  /** How fast chats go on, among the others of their agents. */
  pace: number;
  free: number;
  slots: number;
  /** Agents who are not online: for how long, and with how many places free and in all. */
  elsewhere: { returning: Hazard; absentMs: number; free: number; slots: number }[];
}

export interface Releases {
  /** Places expected to have become free for the line by then. */
  expected: Curve;
  /** The same as a hazard: what the first of them feels. */
  hazard: Curve;
  /** How much surer than chance the count is, because each chat ends only once. */
  sureness: Curve;
  /** The chance that nobody of those elsewhere is back by then. */
  nobodyBack: Curve;
}

/** Ages are counted in bins a tenth wide, so that two thousand chats cost no more than a hundred. */
const binsOfAge = 64;
const ageScaleMs = 30_000;
const binsPerE = 10;
/** The share of a chat in which it hardly ends. */
const firstMoments = 0.2;
export const newAges = (): Float64Array => new Float64Array(binsOfAge);
export const ageBin = (ageMs: number): number =>
  Math.min(binsOfAge - 1, Math.floor(binsPerE * Math.log1p(ageMs / ageScaleMs)));
export const ageOfBin = (bin: number): number => ageScaleMs * Math.expm1((bin + 0.5) / binsPerE);

/** When the places of one team become free: the chats that run, those that follow them, agents who come and go. */
export function releasesOf(
  team: Team,
  chats: readonly Hazard[],
  meanChatMs: number,
  agents: ComingAndGoing,
): Releases {
  const releases: Releases = {
    expected: newCurve(),
    hazard: newCurve(),
    sureness: newCurve(),
    nobodyBack: newCurve().fill(1),
  };
  for (const [department, ages] of team.ages)
    runningChats(releases, ages, team.pace, chats[department] as Hazard);
  for (let m = 1; m < momentsMs.length; m += 1) {
    releases.expected[m] = at(releases.expected, m) + team.free;
    releases.hazard[m] = at(releases.hazard, m) + team.free;
  }
  followingChats(releases.expected, meanChatMs / team.pace);
  thinByLeaving(releases, agents);
  for (const agent of team.elsewhere) comesBack(releases, agent, meanChatMs / paceAmong(agent.slots));
  return releases;
}

function runningChats(
  { expected, hazard, sureness }: Releases,
  ages: Float64Array,
  pace: number,
  chats: Hazard,
): void {
  const workMs = momentsMs.map((ms) => pace * ms);
  const riskBy = newCurve();
  for (let bin = 0; bin < ages.length; bin += 1) {
    const count = at(ages, bin);
    if (count === 0) continue;
    risks(chats, ageOfBin(bin), workMs, riskBy);
    for (let m = 1; m < momentsMs.length; m += 1) {
      const risk = at(riskBy, m);
      const ended = 1 - Math.exp(-risk);
      hazard[m] = at(hazard, m) + count * risk;
      expected[m] = at(expected, m) + count * ended;
      sureness[m] = at(sureness, m) + count * ended * ended;
    }
  }
}

/** A place that was freed is filled, and freed again at the mean pace, but hardly in the first moments of a chat. */
function followingChats(expected: Curve, meanChatMs: number): void {
  let [again, fresh, before] = [0, 0, 0];
  for (let m = 1; m < momentsMs.length; m += 1) {
    const spanMs = at(momentsMs, m) - at(momentsMs, m - 1);
    const first = at(expected, m);
    again += (((before + first) / 2) * spanMs) / meanChatMs;
    const ageing = Math.exp(-spanMs / (firstMoments * meanChatMs));
    fresh = fresh * ageing + (first - before) * Math.sqrt(ageing);
    before = first;
    expected[m] = first + again - firstMoments * (first - fresh);
  }
}

function thinByLeaving(
  { expected, hazard }: Releases,
  { awayPerMs, offlinePerMs, backPerMs }: ComingAndGoing,
): void {
  const balance = backPerMs / (awayPerMs + backPerMs);
  const there = (ms: number) =>
    (balance + (1 - balance) * Math.exp(-(awayPerMs + backPerMs) * ms)) * Math.exp(-offlinePerMs * ms);
  for (const curve of [expected, hazard]) {
    let [thinned, before] = [0, 0];
    for (let m = 1; m < momentsMs.length; m += 1) {
      const gain = at(curve, m) - before;
      before = at(curve, m);
      thinned += gain * there((at(momentsMs, m) + at(momentsMs, m - 1)) / 2);
      curve[m] = thinned;
    }
  }
}

function comesBack(
  { expected, hazard, nobodyBack }: Releases,
  agent: Team['elsewhere'][number],
  meanChatMs: number,
): void {
  const lasted = lived(agent.returning, agent.absentMs);
  let [worked, before] = [0, 0];
  for (let m = 1; m < momentsMs.length; m += 1) {
    const ms = at(momentsMs, m);
    const back = 1 - Math.exp(lasted - lived(agent.returning, agent.absentMs + ms));
    worked += ((back + before) / 2) * (ms - at(momentsMs, m - 1));
    before = back;
    const free = agent.slots - (agent.slots - agent.free) * Math.exp(-ms / meanChatMs);
    const gained = back * free + (agent.slots * worked) / meanChatMs;
    expected[m] = at(expected, m) + gained;
    hazard[m] = at(hazard, m) + gained;
    nobodyBack[m] = at(nobodyBack, m) * (1 - back);
  }
}
