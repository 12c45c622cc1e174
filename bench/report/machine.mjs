import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** When, where and with what a run was made. */
export function describeMachine(root, { rounds, seconds, connections, isShort }) {
  const lock = JSON.parse(readFileSync(join(root, 'bench', 'package-lock.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(root, 'bench', 'package.json'), 'utf8'));
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
    commit: commitOf(root),
    versions: Object.fromEntries(versions),
    options: { rounds, seconds, connections, isShort },
  };
}

function commitOf(root) {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
