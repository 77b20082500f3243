/** What was seen by age: how often something happened, and for how long it could have. */
export interface Tally {
  events: number[];
  exposureMs: number[];
}

/** The chance per millisecond that it happens now, constant between two edges of age, with its running sum. */
export interface Hazard {
  edgesMs: readonly number[];
  perMs: Float64Array;
  sum: Float64Array;
}

export const newTally = (edgesMs: readonly number[]): Tally => ({
  events: edgesMs.map(() => 0),
  exposureMs: edgesMs.map(() => 0),
});

/** What was seen long ago says less. */
export function fade(tally: Tally, keep: number): void {
  for (let bin = 0; bin < tally.events.length; bin += 1) {
    tally.events[bin] = keep * at(tally.events, bin);
    tally.exposureMs[bin] = keep * at(tally.exposureMs, bin);
  }
}

/** So many of them lived from one age to another. */
export function expose(
  tally: Tally,
  edgesMs: readonly number[],
  fromMs: number,
  toMs: number,
  howMany = 1,
): void {
  for (let bin = binOf(edgesMs, fromMs); bin < edgesMs.length && at(edgesMs, bin) < toMs; bin += 1) {
    const livedMs = Math.min(toMs, edgesMs[bin + 1] ?? toMs) - Math.max(fromMs, at(edgesMs, bin));
    tally.exposureMs[bin] = at(tally.exposureMs, bin) + howMany * Math.max(0, livedMs);
  }
}

export function happen(tally: Tally, edgesMs: readonly number[], ageMs: number): void {
  const bin = binOf(edgesMs, ageMs);
  tally.events[bin] = at(tally.events, bin) + 1;
}

/** The hazard after what was seen, where the belief before weighs like `weight` who passed through each bin. */
export function hazardAfter(
  { events, exposureMs }: Tally,
  edgesMs: readonly number[],
  weight: number,
  belief: (bin: number, before: number) => number,
): Hazard {
  const perMs = new Float64Array(edgesMs.length);
  const sum = new Float64Array(edgesMs.length);
  for (let bin = 0; bin < edgesMs.length; bin += 1) {
    const believedMs = weight * widthMs(edgesMs, bin);
    const believed = believedMs * belief(bin, perMs[bin - 1] ?? 0);
    perMs[bin] = (at(events, bin) + believed) / (at(exposureMs, bin) + believedMs);
    sum[bin] = bin === 0 ? 0 : at(sum, bin - 1) + at(perMs, bin - 1) * widthMs(edgesMs, bin - 1);
  }
  return { edgesMs, perMs, sum };
}

/** How much hazard has been lived through at this age. */
export function lived(hazard: Hazard, ageMs: number): number {
  return livedIn(hazard, binOf(hazard.edgesMs, ageMs), ageMs);
}

function livedIn({ edgesMs, perMs, sum }: Hazard, bin: number, ageMs: number): number {
  return at(sum, bin) + at(perMs, bin) * (ageMs - at(edgesMs, bin));
}

/** How much more has been lived through after each of these times, in rising order, by who has this age now. */
export function risks(hazard: Hazard, ageMs: number, afterMs: readonly number[], into: Float64Array): void {
  const { edgesMs } = hazard;
  const before = lived(hazard, ageMs);
  let bin = binOf(edgesMs, ageMs);
  for (let place = 0; place < afterMs.length; place += 1) {
    const thenMs = ageMs + at(afterMs, place);
    while (bin + 1 < edgesMs.length && thenMs >= at(edgesMs, bin + 1)) bin += 1;
    into[place] = livedIn(hazard, bin, thenMs) - before;
  }
}

/** The mean age at which it happens. */
export function meanLife({ perMs, sum }: Hazard): number {
  let mean = 0;
  for (let bin = 0; bin < perMs.length; bin += 1) {
    const nextSum = sum[bin + 1] ?? Number.POSITIVE_INFINITY;
    mean += (Math.exp(-at(sum, bin)) - Math.exp(-nextSum)) / at(perMs, bin);
  }
  return mean;
}

/** The last bin has no end; it counts as wide as all before it. */
export const widthMs = (edgesMs: readonly number[], bin: number): number =>
  (edgesMs[bin + 1] ?? 2 * at(edgesMs, bin)) - at(edgesMs, bin);

function binOf(edgesMs: readonly number[], ageMs: number): number {
  let bin = edgesMs.length - 1;
  while (bin > 0 && ageMs < at(edgesMs, bin)) bin -= 1;
  return bin;
}

/** Reads a place that is known to exist. */
export const at = (values: ArrayLike<number>, place: number): number => values[place] as number;
