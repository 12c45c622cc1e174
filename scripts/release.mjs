// Makes a release of the server, both packages and the chart: `npm run release`. It publishes nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import semver from 'semver';
import { sectionOf, unreleased, withSection } from './release/changelog.mjs';
import { breakingGrowth, git, lastRelease, listCommits, recommendedGrowth } from './release/commits.mjs';
import { breakingChanges, changedMigrations } from './release/policy.mjs';
import { versionsIn, writeVersion } from './release/versions.mjs';

const root = resolve(import.meta.dirname, '..');
const HELP = `Makes a release: sets one version for dwar, @dwar/client, @dwar/react and the chart, moves what CHANGELOG.md has
under "Unreleased" into its section, makes the schema the new baseline, runs npm run check, commits and tags.
It publishes and pushes nothing. docs/releases.md has the policy and what to do afterwards.

usage: npm run release -- [--dry-run] [--version <x.y.z>] [--no-check]

  --dry-run          say what would happen, and change nothing
  --version <x.y.z>  a version other than the one that the commits since the last release ask for; not a lower one
  --no-check         leave out npm run check, where it has passed for this very commit

exit code: 0 done, 1 refused with every reason (nothing is changed), 2 wrong arguments
`;

function options() {
  try {
    const named = {
      'dry-run': { type: 'boolean', default: false },
      version: { type: 'string' },
      'no-check': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    };
    return parseArgs({ options: named }).values;
  } catch (error) {
    return wrongArguments(error.message);
  }
}

function wrongArguments(reason) {
  process.stderr.write(`${reason}\n\n${HELP}`);
  process.exit(2);
}

const say = (text) => process.stdout.write(`${text}\n`);
const read = (path) => readFileSync(join(root, path), 'utf8');

/** The version to release, what it rests on, and every reason not to. */
async function plan(wanted) {
  const tag = lastRelease(root);
  const { version: current } = JSON.parse(read('package.json'));
  const { growth, reason } = await recommendedGrowth(root, current);
  const lowest = tag === null ? current : semver.inc(current, growth);
  const next = wanted ?? lowest;
  const breaking = breakingChanges(root, tag);
  const breakingVersion = semver.inc(current, breakingGrowth(current));
  const reasons = [
    ...git(root, 'status', '--porcelain')
      .split('\n')
      .filter(Boolean)
      .map((line) => `not committed: ${line.trim()}`),
    ...[...versionsIn(root)]
      .filter(([, version]) => version !== current)
      .map(([path, version]) => `${path} has version ${version}, package.json has ${current}`),
    ...(unreleased(read('CHANGELOG.md')).text === '' ? ['CHANGELOG.md says nothing under "Unreleased"'] : []),
    ...(git(root, 'tag', '--list', `v${next}`) === '' ? [] : [`the tag v${next} exists`]),
    ...(semver.lt(next, lowest)
      ? [`${next} is lower than ${lowest}, which the commits ask for: ${reason}`]
      : []),
    ...(semver.lt(next, breakingVersion)
      ? breaking.map((what) => `${what}: this needs ${breakingVersion}`)
      : []),
    ...changedMigrations(root, tag).map(
      (path) => `${path} is not as it was released: add a migration instead`,
    ),
  ];
  return { tag, current, next, reason, breaking, reasons };
}

/** Writes the release. Returns the files that changed. */
async function write({ tag, next }) {
  const date = new Date().toISOString().slice(0, 10);
  const changelog = read('CHANGELOG.md');
  // The first release has no earlier one to differ from.
  const commits = tag === null ? '' : await listCommits(root, next);
  const section = sectionOf(next, date, unreleased(changelog).text, commits);
  writeFileSync(join(root, 'CHANGELOG.md'), withSection(changelog, section));
  return { files: ['CHANGELOG.md', ...writeVersion(root, next)], section };
}

function passesCheck() {
  const shell = process.platform === 'win32';
  return spawnSync('npm', ['run', 'check'], { cwd: root, stdio: 'inherit', shell }).status === 0;
}

async function release(made, { 'no-check': isUnchecked }) {
  const { files, section } = await write(made);
  if (!isUnchecked && !passesCheck()) {
    git(root, 'restore', '--', ...files);
    say('npm run check failed: the files are as they were, and nothing was released');
    return 1;
  }
  git(root, 'commit', '--quiet', '--message', `chore(release): ${made.next}`, '--', ...files);
  git(root, 'tag', '--annotate', '--cleanup=verbatim', `v${made.next}`, '--message', section);
  say(`released ${made.next}: commit ${git(root, 'rev-parse', '--short', 'HEAD').trim()}, tag v${made.next}`);
  say('next: git push --follow-tags, then pack, sign and publish as docs/releases.md says');
  return 0;
}

const values = options();
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (values.version !== undefined && semver.valid(values.version) !== values.version)
  wrongArguments(`${values.version} is not a version such as 1.2.3`);
const made = await plan(values.version);
say(`last release: ${made.tag ?? 'none'}; next version: ${made.next} (${made.reason})`);
for (const what of made.breaking) say(`breaks: ${what}`);
for (const reason of made.reasons) process.stderr.write(`refused: ${reason}\n`);
if (made.reasons.length > 0) process.exitCode = 1;
else if (values['dry-run'])
  say(`would set ${made.current} → ${made.next}, check, commit and tag v${made.next}; nothing was changed`);
else process.exitCode = await release(made, values);
