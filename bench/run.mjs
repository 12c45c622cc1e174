// Plays the sets and reports. Exit code 0: every answer was right and, in a short run, every goal is near enough.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeCertificate } from './gateway/certificate.mjs';
import { HELP, readOptions } from './options.mjs';
import { playSets } from './play.mjs';
import { commitOf, describeMachine } from './report/machine.mjs';
import { writePage } from './report/page.mjs';
import { compareGoals, goalLines, setLines } from './report/tables.mjs';

const root = resolve(import.meta.dirname, '..');

async function main() {
  const read = readOptions(process.argv.slice(2));
  if (read === null) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'dwar-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return await run(folder, read);
}

async function run(folder, read) {
  const done = [];
  const played = (set) => {
    done.push(set);
    // After each set, so that a run that is ended leaves what it has measured.
    if (read.json !== null) writeJson(read.json, { ...describeMachine(read), sets: done });
  };
  const options = { ...read, folder, played, ...dwarVersions(folder, read) };
  const { sets, failures } = await playSets(options);
  const goals = compareGoals(sets, options);
  const report = { ...describeMachine(options), sets, goals, failures };
  if (options.json !== null) writeJson(options.json, report);
  if (options.writesDocument) writePage(join(root, 'docs', 'benchmarks.md'), report);
  const lines = [...sets.flatMap(setLines), ...goalLines(goals)];
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const failure of failures) process.stderr.write(`failed: ${failure}\n`);
  return failures.length > 0 || (options.isShort && goals.some(({ isFar }) => isFar)) ? 1 : 0;
}

function writeJson(path, report) {
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
}

/** How the Dwars of a run are started: this one, and the other version. */
function dwarVersions(folder, { main: own, against }) {
  const { certificatePath, ...tls } = makeCertificate(folder);
  const mains = { dwar: own, before: against };
  for (const main of Object.values(mains))
    if (main !== null && !existsSync(main)) throw new Error(`${main} is missing; build it first`);
  return {
    againstCommit: against === null ? null : commitOf(dirname(against)),
    progress: (text) => process.stderr.write(`${text}\n`),
    async dwar(name, load) {
      const gatewayUrl = await load.call('gateway', { name, tls });
      return {
        main: mains[name.startsWith('before') ? 'before' : 'dwar'],
        folder,
        gatewayUrl,
        certificatePath,
      };
    },
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
