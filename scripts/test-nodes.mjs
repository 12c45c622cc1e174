// Installs the packed packages in empty folders, loads every entry of them and starts the server with each major version
// of Node that `engines` allows: `npm run test:nodes`. With the versions that the other tests do not run on, those of the
// built server are run too. Packages and other versions of Node come from the package registry; without one they are
// skipped, and under CI=true they fail.
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checksOf, runEndToEnd } from './nodes/checks.mjs';
import { nodeOf } from './nodes/install-nodes.mjs';
import { installPacked } from './nodes/packed-site.mjs';

const MAJORS = [20, 22, 24];
const cache = resolve(import.meta.dirname, '..', '.cache', 'nodes');
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

/** What `install` returns, or null if the registry cannot give it: then `what` counts as skipped, and under CI=true as failed. */
async function fromRegistry(what, install) {
  try {
    return await install();
  } catch (error) {
    const isRequired = process.env.CI === 'true';
    counts[isRequired ? 'failed' : 'skipped'] += 1;
    const [, code = error.message] = /npm error code (\S+)/.exec(error.stderr) ?? [];
    say(
      `  ${isRequired ? 'FAILED ' : 'skipped'} npm cannot install ${what} from the package registry: ${code}`,
    );
    return null;
  }
}

async function checkNode(major, sites) {
  say(`Node ${major}`);
  const node = await fromRegistry(`Node ${major}`, () => nodeOf(major, cache));
  if (node === null) return;
  if (sites !== null)
    for (const [name, holds] of Object.entries(checksOf(node, sites))) await check(name, holds);
  if (node !== process.execPath) await check('passes the tests of the built server', () => runEndToEnd(node));
}

say('packing dwar, @dwar/client and @dwar/react, and installing them in empty folders');
const sites = await fromRegistry('what they depend on', installPacked);
for (const major of MAJORS) await checkNode(major, sites);
sites?.remove();
const { passed, failed, skipped } = counts;
say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
const { TEST_COUNTS_FILE: file } = process.env;
if (file) appendFileSync(file, `${passed} ${failed} ${skipped}\n`);
process.exitCode = failed > 0 ? 1 : 0;
