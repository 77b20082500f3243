import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clean } from '@straks/server/platform/wire/clean.ts';
import { colleagues, firstOwner } from '../drivers/accounts.ts';
import { seeded } from '../drivers/chance.ts';
import { createHistory, type History } from '../drivers/history.ts';
import { manyPeople } from '../drivers/server.ts';
import { openStage, type Stage } from '../drivers/stage.ts';
import { check } from './checker/check.ts';
import { defaults } from './checker/options.ts';
import type { Report } from './checker/report.ts';
import { Crowd, type CrowdSettings, lives, shortLives } from './crowd/crowd.ts';
import { type Fault, type FaultName, faults } from './faults.ts';
import { type Gaps, gapsOf } from './gaps.ts';
import { crashRealTabs } from './real-tabs.ts';
import type { Absences } from './spans.ts';

export interface RunSettings extends Omit<CrowdSettings, 'random'> {
  fault: FaultName;
  /** One process with a file of its own, or so many on PostgreSQL behind a balancer. */
  nodes: number;
  times: number;
  seed: number;
  /** Silence before the end: everybody must have the head, and who vanished from the line must be counted out. */
  calmMs: number;
  progress(says: string): void;
}

export interface Ran {
  report: Report;
  /** What is wrong beside the invariants. */
  faultsFound: string[];
  /** The longest time from the start of a new process to the first ack. */
  firstAckMs: number;
  outboxesEmptyMs: number;
  perSecond: number;
  gaps: Gaps;
  historyFile: string;
}

/** After this everybody must have the head. */
export const headsMs = defaults.headWithinMs + 500;
/** After this also whoever vanished at the very end has been counted out. */
export const graceOverMs = lives.visitorGraceMs + defaults.graceSlackMs + 1_000;
/** Time for the crowd to fill the house before the first fault. */
const warmUpMs = 4_000;
/** After the last one they go on talking: how soon they are heard again is to be seen. */
const goesOnMs = 2_000;
const emptyWithinMs = 10_000;

/** One fault under load: everybody writes down what they saw, and the checker judges. */
export async function run(settings: RunSettings): Promise<Ran> {
  const inBrowser = settings.fault === 'tab-crash' ? await crashRealTabs(settings.progress) : [];
  const folder = mkdtempSync(join(tmpdir(), 'straks-faults-'));
  const historyFile = join(folder, 'history.jsonl');
  const history = createHistory(Date.now, historyFile);
  const { run: strike, ...needs }: Fault = faults[settings.fault];
  await using stage = await openStage({
    ...needs,
    nodes: settings.nodes,
    env: { ...manyPeople, ...shortLives },
  });
  const sessions = await colleagues(await firstOwner(stage), settings.agents, settings.capacity);
  const random = seeded(settings.seed);
  const crowd = new Crowd(stage, sessions, history, { ...settings, random });
  const begunMs = performance.now();
  await crowd.begin();
  await pause(warmUpMs);
  const wrong: string[] = [];
  await strike({ stage, crowd, history, random, ...settings, wrong: (says) => wrong.push(says) });
  await pause(goesOnMs);
  const seconds = (performance.now() - begunMs) / 1000;
  const outboxesEmptyMs = await crowd.hush();
  await pause(settings.calmMs);
  crowd.noteLists();
  crowd.leave();
  await stage.stop();
  history.close();
  const ran = await judged(stage, history, crowd.absences, outboxesEmptyMs, seconds, historyFile);
  ran.faultsFound.push(
    ...inBrowser,
    ...wrong,
    ...crowd.laggards.map((who) => `unsent after ${emptyWithinMs} ms: ${who}`),
  );
  // What was refused is no violation, and worth a look.
  if (isClean(ran) && ran.gaps.failedSends === 0) rmSync(folder, { recursive: true });
  return ran;
}

export const isClean = ({ report, faultsFound }: Ran): boolean =>
  report.violations.length === 0 && faultsFound.length === 0;

async function judged(
  stage: Stage,
  history: History,
  absences: Absences,
  outboxesEmptyMs: number,
  seconds: number,
  historyFile: string,
): Promise<Ran> {
  const dump = await stage.dump();
  const report = check([...history.lines], dump, {
    graceMs: lives.visitorGraceMs,
    stored: (body) => clean(body) as string,
  });
  const integrity = stage.integrity();
  const waits = report.figures.firstAckMs.map(({ ms }) => ms ?? Number.POSITIVE_INFINITY);
  return {
    ...{ report, outboxesEmptyMs, historyFile, gaps: gapsOf({ history: history.lines, dump, absences }) },
    firstAckMs: Math.max(0, ...waits),
    perSecond: report.figures.acked / seconds,
    faultsFound: [
      ...(integrity === 'ok' ? [] : [`integrity_check: ${integrity}`]),
      ...(outboxesEmptyMs <= emptyWithinMs ? [] : [`outboxes were empty after ${outboxesEmptyMs} ms`]),
      ...stage.deaths().map((death) => `the server died by itself: ${death}`),
    ],
  };
}
