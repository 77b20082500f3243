import { rounded } from '../bench/quantile.ts';
import { readArguments, refuse, wholeIn } from '../command-line.ts';
import { type FaultName, faultNames, faults } from './faults.ts';
import { graceOverMs, isClean, type Ran, run } from './run.ts';

const list = faultNames.map((each) => `  ${each}: ${faults[each].says}`).join('\n');
const usage = `npm run faults -- <fault> [--nodes 1|3] [--times N] [--seed N] [--json], where <fault> is one of\n${list}`;

const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    nodes: { type: 'string' },
    times: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const needsCluster = (name: FaultName): boolean => 'needsCluster' in faults[name];
const faultNamed = (name: string | undefined): FaultName =>
  faultNames.find((each) => each === name) ?? refuse(usage);

function tell({ report, faultsFound, firstAckMs, outboxesEmptyMs, perSecond, historyFile }: Ran): void {
  const { sent, acked, listsCompared } = report.figures;
  console.log(`${sent} messages sent, ${acked} acked (${rounded(perSecond, 1)}/s)`);
  console.log(
    `${listsCompared} lists compared; outboxes empty after ${rounded(outboxesEmptyMs, 0)} ms; worst first ack ${rounded(firstAckMs, 0)} ms`,
  );
  for (const [invariant, all] of Map.groupBy(report.violations, (each) => each.invariant)) {
    console.log(`${invariant}: ${all.length} violations`);
    for (const { says, where } of all.slice(0, 5)) console.log(`  ${says} ${JSON.stringify(where)}`);
  }
  for (const fault of faultsFound) console.log(fault);
  for (const unproven of report.notChecked) console.log(`not checked: ${unproven}`);
  if (report.violations.length > 0) console.log(`The history is in ${historyFile}`);
}

const fault = faultNamed(positionals[0]);
const nodes = wholeIn('nodes', values.nodes ?? (needsCluster(fault) ? '3' : '1'), 1, 9);
if (nodes === 1 && needsCluster(fault)) refuse(`${fault} strikes what only a cluster has: --nodes 3.`);
const times =
  values.times === undefined ? faults[fault].usualTimes : wholeIn('times', values.times, 1, 10_000);
const ran = await run({
  ...{ fault, nodes, times, seed: wholeIn('seed', values.seed, 0, 2 ** 32) },
  ...{ visitors: 115, agents: 20, capacity: 5, perSecond: 260 },
  calmMs: graceOverMs,
  progress: (says) => console.error(says),
});
tell(ran);
if (values.json) {
  const figures = {
    ...{ fault, nodes, times, violations: ran.report.violations.length + ran.faultsFound.length },
    ...{ acked: ran.report.figures.acked, firstAckMs: rounded(ran.firstAckMs, 0) },
    ...{ outboxesEmptyMs: rounded(ran.outboxesEmptyMs, 0), perSecond: rounded(ran.perSecond, 1) },
  };
  console.log(JSON.stringify({ bench: 'faults', figures }));
}
process.exitCode = isClean(ran) ? 0 : 1;
