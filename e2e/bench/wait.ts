import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { refuse } from '../command-line.ts';
import { rounded } from './quantile.ts';
import { costAt } from './wait-cost.ts';
import { StraksPredictor } from './wait-predictor.ts';
import {
  openSimulation,
  type Predictor,
  readScenarios,
  type ScenarioFile,
  type Scored,
  type Simulation,
} from './wait-simulator.ts';

export const says =
  'told waits against lived ones, beside other formulas, in a simulated centre and a real trace';

export const options = {
  scenarios: { type: 'string' },
  trace: { type: 'string' },
  sim: { type: 'string' },
} as const;

interface Options {
  scenarios?: string | undefined;
  trace?: string | undefined;
  sim?: string | undefined;
}

const repository = resolve(import.meta.dirname, '../..');
const usualSim = '../shared/wait-time/sim';
const usualTrace = '../data/technion-1999-01.csv';
const usualSeeds = [41, 42, 43];
const reference = 'slotflow';

export interface Row {
  name: string;
  n: number;
  maePercent: number;
  pin80Percent: number;
  cover80: number;
  jumpsPer100: number;
  best: { name: string; pin80Percent: number };
  reference: { maePercent: number; pin80Percent: number };
}

export async function run({ scenarios, trace, sim }: Options) {
  const dir = resolve(repository, sim ?? usualSim);
  const simulation = await openSimulation(dir);
  if (!simulation) refuse(`There is no simulator in ${dir}; name its folder with --sim.`);
  const file: ScenarioFile = scenarios
    ? await readScenarios(resolve(scenarios))
    : { seeds: usualSeeds, scenarios: simulation.scenarios };

  const rows: Row[] = [];
  const tell = (row: Row | null) => {
    if (!row) return;
    rows.push(row);
    console.log(line(row));
  };
  for (const scenario of file.scenarios) {
    const play = (seed: number) => (house: Predictor[]) => simulation.run(scenario, seed, house);
    tell(rowOf(scenario.name, simulation, file.seeds.map(play)));
  }
  const traces = trace ? [resolve(trace)] : scenarios ? [] : [resolve(dir, usualTrace)].filter(existsSync);
  for (const path of traces)
    tell(rowOf(basename(path), simulation, [(house) => simulation.replay(path, house)]));

  const mean = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const below = rows.filter((row) => row.pin80Percent < row.best.pin80Percent).length;
  const covered = rows.filter(({ cover80 }) => cover80 >= 0.76 && cover80 <= 0.86).length;
  console.log(`Below every other formula in ${below} of ${rows.length}, covered 76–86 % in ${covered}.`);
  return {
    scenarios: rows,
    meanPin80Ratio: rounded(mean((row) => row.pin80Percent) / mean((row) => row.reference.pin80Percent), 4),
    ...cost(),
  };
}

/** One scenario, all its seeds together: Straks, the reference and every other formula on the same events. */
function rowOf(
  name: string,
  simulation: Simulation,
  plays: readonly ((predictors: Predictor[]) => Scored[])[],
): Row | null {
  const others = Object.keys(simulation.predictors).filter((other) => !other.startsWith(`${reference}-`));
  const names = ['straks', ...others];
  let scored: Scored[] | null = null;
  for (const play of plays) {
    const house = [
      new StraksPredictor(),
      ...others.map((other) => simulation.predictors[other]?.() as Predictor),
    ];
    const played = play(house);
    if (scored) for (const [place, one] of scored.entries()) merge(one, played[place] as Scored);
    else scored = played;
  }
  const reports = new Map(names.map((each, place) => [each, reportOf(scored?.[place])]));
  const [straks, prototype] = [reports.get('straks'), reports.get(reference)];
  if (!straks || !prototype) return null;
  const formulas = [...reports].filter(([each]) => each !== 'straks' && each !== reference);
  const best = formulas
    .map(([each, report]) => ({ name: each, pin80Percent: report?.pin80Percent ?? Number.NaN }))
    .filter(({ pin80Percent }) => Number.isFinite(pin80Percent))
    .reduce((least, other) => (other.pin80Percent < least.pin80Percent ? other : least));
  const { maePercent, pin80Percent } = prototype;
  return { name, ...straks, best, reference: { maePercent, pin80Percent } };
}

function merge(into: Scored, other: Scored): void {
  into.first.merge(other.first);
  into.jumps.merge(other.jumps);
}

/** Errors of what was told on arrival, in percent of the mean wait. */
function reportOf(scored: Scored | undefined) {
  const first = scored?.first.report();
  if (!scored || !first || first.n === 0) return undefined;
  return {
    n: first.n,
    maePercent: rounded(100 * first.maeRel),
    pin50Percent: rounded((100 * first.pin50) / first.meanWait),
    pin80Percent: rounded((100 * first.pin80) / first.meanWait),
    pin90Percent: rounded((100 * first.pin90) / first.meanWait),
    cover50: rounded(first.cov50, 3),
    cover80: rounded(first.cov80, 3),
    cover90: rounded(first.cov90, 3),
    promiseHeld: rounded(first.covShown80, 3),
    jumpsPer100: rounded(scored.jumps.report().per100),
  };
}

function line({ name, n, maePercent, pin80Percent, cover80, jumpsPer100, best, reference }: Row): string {
  const held = `8 in 10 was right for ${rounded(100 * cover80, 0)} %, ${jumpsPer100} jumps in 100`;
  return `${name}: ${n} waited; MAE ${maePercent} % (${reference.maePercent}), pinball .8 ${pin80Percent} % (${reference.pin80Percent}; best other ${best.name} ${best.pin80Percent}); ${held}`;
}

function cost() {
  const costs = [2, 200, 2_000].map(costAt);
  for (const { slots, eventMicros, refreshMs, predictMicros } of costs) {
    const each = `${rounded(eventMicros)} µs an event, ${rounded(refreshMs)} ms a refresh`;
    console.log(`${slots} places: ${each}, ${rounded(predictMicros)} µs to read one wait`);
  }
  const largest = costs.at(-1);
  return {
    eventMicros: rounded(Math.max(...costs.map(({ eventMicros }) => eventMicros))),
    refreshMs: rounded(largest?.refreshMs ?? Number.NaN),
  };
}
