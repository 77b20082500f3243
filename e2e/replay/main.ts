import { rounded } from '../bench/quantile.ts';
import { numberIn, readArguments, refuse, wholeIn } from '../command-line.ts';
import { readSource, type Source } from './dialogues.ts';
import type { Replayed } from './judgement.ts';
import { replay } from './replay.ts';

const usage =
  'npm run replay -- [--dialogues FILE] [--chats N] [--speed X] [--cut P] [--agents N] [--capacity N] [--seed N] [--json]';

const { values } = readArguments(usage, {
  options: {
    dialogues: { type: 'string' },
    chats: { type: 'string', default: '300' },
    speed: { type: 'string', default: '200' },
    cut: { type: 'string', default: '0.2' },
    agents: { type: 'string', default: '5' },
    capacity: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const settings = {
  speed: numberIn('speed', values.speed, 0.1, 100_000),
  cut: numberIn('cut', values.cut, 0, 1),
  seed: wholeIn('seed', values.seed, 0, 2 ** 32),
  agents: wholeIn('agents', values.agents, 1, 50),
  capacity: wholeIn('capacity', values.capacity, 1, 20),
};
const chats = wholeIn('chats', values.chats, 1, 100_000);
const source = sourceNamed(values.dialogues);
const dialogues = source.dialogues.toSorted((a, b) => a.start - b.start).slice(0, chats);
console.log(
  `Playing ${dialogues.length} chats of ${source.says}, ${settings.speed} times as fast as they were`,
);
const replayed = await replay({ ...settings, dialogues, progress: (says) => console.error(says) });
tell(replayed);
if (values.json) {
  const figures = Object.entries(replayed.figures).map(([name, value]) => [name, rounded(value)]);
  console.log(JSON.stringify({ bench: 'replay', figures: Object.fromEntries(figures) }));
}
process.exitCode = replayed.differences.length > 0 ? 1 : 0;

function sourceNamed(file: string | undefined): Source {
  try {
    return readSource(file);
  } catch (error) {
    return refuse(`The dialogues could not be read: ${(error as Error).message}`);
  }
}

function tell({ figures, differences }: Replayed): void {
  const { conversations, identical, messages, lost, doubled, reordered } = figures;
  console.log(`${identical} of ${conversations} conversations identical at database, visitor and agent`);
  console.log(`${messages} messages: ${lost} lost, ${doubled} doubled, ${reordered} reordered`);
  console.log(
    `${figures.cuts} cuts in ${rounded(figures.seconds, 1)} s, ${rounded(figures.perSecond, 1)} messages/s`,
  );
  console.log(`ack p50 ${rounded(figures.ackP50Ms)} ms, p99 ${rounded(figures.ackP99Ms)} ms`);
  for (const difference of differences.slice(0, 40)) console.log(`  ${difference}`);
}
