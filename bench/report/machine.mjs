import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

const bench = resolve(import.meta.dirname, '..');

/** When, where and with what a run was made. */
export function describeMachine({ rounds, seconds, connections, isShort }) {
  const lock = JSON.parse(readFileSync(join(bench, 'package-lock.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(bench, 'package.json'), 'utf8'));
  const versions = Object.keys(manifest.dependencies).map((name) => [
    name,
    lock.packages[`node_modules/${name}`].version,
  ]);
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    commit: commitOf(bench) ?? 'unknown',
    versions: Object.fromEntries(versions),
    options: { rounds, seconds, connections, isShort },
  };
}

/** The commit that a folder is checked out at; null outside of a repository. */
export function commitOf(folder) {
  try {
    const options = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], options).trim();
  } catch {
    return null;
  }
}
