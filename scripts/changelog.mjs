// Prints what the next version's section of CHANGELOG.md would be: `npm run changelog`. Nothing is written.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import semver from 'semver';
import { sectionOf, unreleased } from './release/changelog.mjs';
import { lastRelease, listCommits, recommendedGrowth } from './release/commits.mjs';

const root = resolve(import.meta.dirname, '..');
const HELP = `Prints the section of the next version in CHANGELOG.md: what is written under "Unreleased", and below it the
features, fixes and breaking changes since the last release, from conventional commits. Writes nothing.

usage: npm run changelog --silent [-- --commits]

  --commits  print the list of commits alone: what still has to be described under "Unreleased"
`;

function options() {
  try {
    const named = { commits: { type: 'boolean' }, help: { type: 'boolean' } };
    return parseArgs({ options: named }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

const { commits: alone, help } = options();
if (help) process.stdout.write(HELP);
else {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { growth } = await recommendedGrowth(root, version);
  const { text } = unreleased(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'));
  const next = lastRelease(root) === null ? version : semver.inc(version, growth);
  const commits = await listCommits(root, next);
  const section = sectionOf(next, 'unreleased', text, commits);
  process.stdout.write(
    alone ? `${commits || 'No feature, fix or breaking change since the last release.'}\n` : section,
  );
}
