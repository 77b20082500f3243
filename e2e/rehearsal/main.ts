import { numberIn, readArguments, wholeIn } from '../command-line.ts';
import { rehearse } from './day.ts';
import { smallCentre } from './demand.ts';

const usage = 'npm run rehearsal -- [--pace 60] [--hours 9] [--seed 1] [--browsers 20] [--json]';
const { values } = readArguments(usage, {
  options: {
    pace: { type: 'string', default: '60' },
    hours: { type: 'string', default: String(smallCentre.hours) },
    seed: { type: 'string', default: '1' },
    browsers: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});

const pace = numberIn('pace', values.pace, 1, 200);
const hours = wholeIn('hours', values.hours, 1, smallCentre.load.length - 1);
const seed = wholeIn('seed', values.seed, 0, 2 ** 31);
console.log(
  `A day of ${hours} hours, ${pace} times as quick: it takes ${Math.ceil((hours * 60) / pace)} minutes.`,
);
const browsers = wholeIn('browsers', values.browsers, 0, 200);
const figures = await rehearse({ plan: { ...smallCentre, hours }, pace, seed, browsers, says: console.log });
for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`);
if (values.json) console.log(JSON.stringify({ rehearsal: { pace, hours, seed }, figures }));
