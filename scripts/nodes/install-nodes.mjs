import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const WITHIN_MS = 180_000;
/** The package whose only file is Node itself. */
const NAME = `node-${process.platform}-${process.arch}`;

/**
 * Returns the path of a Node of this major version: the running one, or the newest that npm installs below `cache`.
 * Throws an Error with what npm wrote if it cannot be installed.
 */
export async function nodeOf(major, cache) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(cache, `node-${major}`);
  const node = join(folder, 'node_modules', NAME, 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'];
  await run('npm', ['install', ...options, `${NAME}@${major}`], { cwd: folder, timeout: WITHIN_MS });
  return node;
}
