import { existsSync } from 'node:fs';
import { rounded } from '../bench/quantile.ts';
import { readArguments, refuse, wholeIn } from '../command-line.ts';
import { NotPossible } from '../drivers/not-possible.ts';
import { type Fault, type FaultName, faultNames, faults } from './faults.ts';
import { graceOverMs, isClean, type Ran, run } from './run.ts';

const list = faultNames.map((each) => `  ${each}: ${faults[each].says}`).join('\n');
const usage = `npm run faults -- <fault> [--nodes 1|3] [--times N] [--crowd PERCENT] [--seed N] [--json], where <fault> is "all" or one of\n${list}`;

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    nodes: { type: 'string' },
    times: { type: 'string' },
    seed: { type: 'string', default: '1' },
    crowd: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
  },
});

const faultNamed = (name: string | undefined): FaultName =>
  faultNames.find((each) => each === name) ?? refuse(usage);

function tell(ran: Ran): void {
  const { report, faultsFound, firstAckMs, outboxesEmptyMs, perSecond, gaps, historyFile } = ran;
  const { sent, acked, listsCompared } = report.figures;
  console.log(`${sent} messages sent, ${acked} acked (${rounded(perSecond, 1)}/s)`);
  console.log(
    `${listsCompared} lists compared; outboxes empty after ${rounded(outboxesEmptyMs, 0)} ms; worst first ack ${rounded(firstAckMs, 0)} ms`,
  );
  console.log(
    `late by ${rounded(gaps.gapP99Ms, 0)} ms for 99 in 100 people, ${rounded(gaps.gapMaxMs, 0)} ms for all; ${gaps.failedSends} sends failed`,
  );
  for (const [invariant, all] of Map.groupBy(report.violations, (each) => each.invariant)) {
    console.log(`${invariant}: ${all.length} violations`);
    for (const { says, where } of all.slice(0, 5)) console.log(`  ${says} ${JSON.stringify(where)}`);
  }
  for (const fault of faultsFound) console.log(fault);
  for (const unproven of report.notChecked) console.log(`not checked: ${unproven}`);
  if (existsSync(historyFile)) console.log(`The history is in ${historyFile}`);
}

const timesOf = (fault: FaultName): number =>
  values.times === undefined ? faults[fault].usualTimes : wholeIn('times', values.times, 1, 10_000);

async function strike(fault: FaultName, nodes: number): Promise<Ran> {
  const ran = await run({
    ...{
      fault,
      nodes,
      times: timesOf(fault),
      seed: wholeIn('seed', values.seed, 0, 2 ** 32),
      ...crowdOf(values.crowd),
    },
    calmMs: graceOverMs,
    progress: (says) => console.error(says),
  });
  tell(ran);
  if (!isClean(ran)) process.exitCode = 1;
  return ran;
}

/** The whole house, or so much of it: on a machine with other work it would only be late. */
function crowdOf(percent: string) {
  const share = wholeIn('crowd', percent, 10, 100) / 100;
  const some = (all: number) => Math.max(1, Math.round(all * share));
  return { visitors: some(115), agents: some(20), capacity: 5, perSecond: some(260) };
}

const figuresOf = (fault: FaultName, nodes: number, ran: Ran) => ({
  ...{ fault, nodes, times: timesOf(fault) },
  ...{ violations: ran.report.violations.length + ran.faultsFound.length, acked: ran.report.figures.acked },
  ...{ firstAckMs: rounded(ran.firstAckMs, 0) },
  ...{ gapP99Ms: rounded(ran.gaps.gapP99Ms, 0), gapMaxMs: rounded(ran.gaps.gapMaxMs, 0) },
  failedSends: ran.gaps.failedSends,
  ...{ outboxesEmptyMs: rounded(ran.outboxesEmptyMs, 0), perSecond: rounded(ran.perSecond, 1) },
});

const onlyOf = (name: FaultName): Fault['only'] => (faults[name] as Fault).only;

/** What became of one fault; one that this machine does not allow is no violation, and says so. */
async function struck(fault: FaultName, nodes: number) {
  try {
    return figuresOf(fault, nodes, await strike(fault, nodes));
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    console.log(`${fault} was not tried: ${error.message}`);
    return { fault, nodes, violations: 0, notTried: error.message };
  }
}

/** One after the other; a fault that failed before it could be judged counts as a violation. */
async function strikeAll(nodes: number): Promise<object> {
  const begunMs = performance.now();
  const chosen = faultNames.filter((name) => nodes > 1 || onlyOf(name) !== 'several');
  const matrix = [];
  for (const fault of chosen) {
    const own = onlyOf(fault) === 'one' ? 1 : nodes;
    console.log(`— ${fault} on ${own}: ${faults[fault].says}`);
    const figures = await struck(fault, own).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
      return { fault, nodes: own, violations: 1 };
    });
    matrix.push(figures);
  }
  console.table(matrix);
  const violations = matrix.reduce((sum, each) => sum + each.violations, 0);
  const minutes = rounded((performance.now() - begunMs) / 60_000, 1);
  return { nodes, faults: matrix.length, minutes, violations, matrix };
}

async function strikeOne(fault: FaultName): Promise<object> {
  const only = onlyOf(fault);
  const nodes = wholeIn('nodes', values.nodes ?? (only === 'several' ? '3' : '1'), 1, 9);
  if (nodes === 1 && only === 'several') refuse(`${fault} strikes what only a cluster has: --nodes 3.`);
  if (nodes > 1 && only === 'one') refuse(`${fault} strikes a file that only one node alone has: --nodes 1.`);
  return struck(fault, nodes);
}

const [name] = positionals;
const figures =
  name === 'all'
    ? await strikeAll(wholeIn('nodes', values.nodes ?? '1', 1, 9))
    : await strikeOne(faultNamed(name));
if (values.json) console.log(JSON.stringify({ bench: 'faults', figures }));
