import { access, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the simulator's world knows of somebody in line. */
export interface SimVisitor {
  id: number;
  dept: number;
  tEnq: number;
}

export interface SimEvent {
  t: number;
  type: string;
  v: number;
  agent: number;
  dept: number;
  boost: number;
  key: number;
  why: 'done' | 'lost' | 'requeue';
  state: 'online' | 'away' | 'offline';
  cap: number;
  agents: { id: number; skills: number[]; cap: number }[];
}

/** Seconds, as the simulator counts. */
export interface Prediction {
  mean: number;
  q50: number;
  q80: number;
  q90: number;
  shown?: number;
  shown80?: number;
}

export interface Predictor {
  name: string;
  onEvent(event: SimEvent, world: unknown): void;
  predict(t: number, visitor: SimVisitor, world: unknown): Prediction | null;
}

interface Accuracy {
  n: number;
  meanWait: number;
  maeRel: number;
  pin50: number;
  pin80: number;
  pin90: number;
  cov50: number;
  cov80: number;
  cov90: number;
  covShown80: number;
}
interface Tally<Report> {
  merge(other: Tally<Report>): void;
  report(): Report;
}
export interface Scored {
  first: Tally<Accuracy>;
  jumps: Tally<{ per100: number }>;
}

interface Source {
  observe(observer: unknown): Source;
  run(): void;
}

export interface Scenario {
  name: string;
  evalFrom?: number;
}

export interface Simulation {
  scenarios: Scenario[];
  predictors: Record<string, () => Predictor>;
  run(scenario: Scenario, seed: number, predictors: readonly Predictor[]): Scored[];
  replay(file: string, predictors: readonly Predictor[]): Scored[];
}

/** A trace has no history before it; the first days are for learning. */
const traceLearnsSeconds = 3 * 86_400;

/** The simulator stands beside the repository, or nowhere. */
export async function openSimulation(dir: string): Promise<Simulation | null> {
  const load = (file: string) => import(pathToFileURL(resolve(dir, file)).href);
  const isThere = await access(resolve(dir, 'simulator.js')).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  const [{ Simulator }, { Harness }, { SCENARIOS }, { PREDICTORS }, trace] = await Promise.all(
    ['simulator.js', 'harness.js', 'scenarios.js', 'predictors/index.js', 'technion.js'].map(load),
  );
  const score = (source: Source, predictors: readonly Predictor[], evalFrom: number): Scored[] => {
    const harness = new Harness(source, predictors, { evalFrom });
    source.observe(harness).run();
    return harness.res;
  };
  return {
    scenarios: SCENARIOS,
    predictors: PREDICTORS,
    run: (scenario, seed, predictors) =>
      score(new Simulator(scenario, seed), predictors, scenario.evalFrom ?? 0),
    replay: (file, predictors) =>
      score(new trace.TracePlayer(trace.load(file)), predictors, traceLearnsSeconds),
  };
}

export interface ScenarioFile {
  seeds: number[];
  scenarios: Scenario[];
}

export const readScenarios = async (file: string): Promise<ScenarioFile> =>
  JSON.parse(await readFile(file, 'utf8'));
