// Loads every entry of the packed packages and starts the packed server with each major version of Node that `engines`
// allows: `npm run test:nodes`. Versions other than the running one come from the package registry, into `.cache`.
// Without a registry they are skipped; under CI=true they fail.
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checksOf } from './nodes/checks.mjs';
import { nodeOf } from './nodes/install-nodes.mjs';
import { packInto } from './nodes/packed-site.mjs';

const MAJORS = [20, 22, 24];
const cache = resolve(import.meta.dirname, '..', '.cache', 'nodes');
const site = join(cache, 'site');
const counts = { passed: 0, failed: 0, skipped: 0 };
const say = (text) => process.stdout.write(`${text}\n`);
const indent = (text) => text.trimEnd().replaceAll('\n', '\n    ');

async function check(name, holds) {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  try {
    await holds();
    counts.passed += 1;
    say(`  ok      ${name} (${seconds()})`);
  } catch (error) {
    counts.failed += 1;
    say(`  FAILED  ${name} (${seconds()})\n    ${indent(String(error.message))}`);
  }
}

async function checkNode(major, entries) {
  say(`Node ${major}`);
  let node;
  try {
    node = await nodeOf(major, cache);
  } catch (error) {
    const isRequired = process.env.CI === 'true';
    counts[isRequired ? 'failed' : 'skipped'] += 1;
    const [, code = error.message] = /npm error code (\S+)/.exec(error.stderr) ?? [];
    const outcome = isRequired ? 'FAILED ' : 'skipped';
    say(`  ${outcome} npm cannot install Node ${major} from the package registry: ${code}`);
    return;
  }
  for (const [name, holds] of Object.entries(checksOf(node, site, entries))) await check(name, holds);
}

say('packing dwar, @dwar/client and @dwar/react');
const entries = await packInto(site);
for (const major of MAJORS) await checkNode(major, entries);
const { passed, failed, skipped } = counts;
say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
const { TEST_COUNTS_FILE: file } = process.env;
if (file) appendFileSync(file, `${passed} ${failed} ${skipped}\n`);
process.exitCode = failed > 0 ? 1 : 0;
