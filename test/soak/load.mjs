// The traffic of the soak, in a process of its own: genuine clients at a steady rate, first alone and then with hostile ones at about a tenth of
// their number. Standard input is the plan as JSON; standard output gets one JSON line for each phase with the answers by kind and their times.
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { startGenuine } from './genuine.mjs';
import { startHostile } from './hostile.mjs';
import { Tally } from './tally.mjs';

const plan = JSON.parse(await text(process.stdin));

const genuine = new Tally();
const stopGenuine = startGenuine(plan, genuine);
await delay(plan.warmUpSeconds * 1000);
genuine.clear();
await delay(plan.calmSeconds * 1000);
await report('calm', { genuine: genuine.summary() });
genuine.clear();

const hostile = new Tally();
const stopHostile = startHostile(plan, hostile);
await delay(plan.mixedSeconds * 1000);
await report('mixed', { genuine: genuine.summary(), hostile: hostile.summary() });
await Promise.all([stopGenuine(), stopHostile()]);
process.exit(0);

function report(phase, outcome) {
  return new Promise((resolve) =>
    process.stdout.write(`${JSON.stringify({ phase, ...outcome })}\n`, resolve),
  );
}
