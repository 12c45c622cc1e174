/** What git knows of releases: their tags are `v` and a version, and commits follow conventionalcommits.org. */
import { execFileSync } from 'node:child_process';
import { Bumper } from 'conventional-recommended-bump';
import semver from 'semver';

export function git(root, ...args) {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The tag of the last release before this commit, null before the first. */
export function lastRelease(root) {
  try {
    return git(root, 'describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*').trim();
  } catch {
    return null;
  }
}

/** The preset; before 1.0 a breaking change asks for a new minor version, everything else for a new patch. */
const presetFor = (version) => ({ name: 'conventionalcommits', preMajor: semver.major(version) === 0 });

/** How the version must grow at least for the commits since the last release: `major`, `minor` or `patch`, and why. */
export async function recommendedGrowth(root, version) {
  const bumper = new Bumper(root).loadPreset(presetFor(version)).tag({ prefix: 'v' });
  const { releaseType = 'patch', reason = 'no commit that changes behaviour' } = await bumper.bump();
  return { growth: releaseType, reason };
}

/** How a version grows at least when something breaks for those who use it. */
export const breakingGrowth = (version) => (semver.major(version) === 0 ? 'minor' : 'major');

/** Features, fixes and what breaks since the last release, in Markdown: sections of third level. */
export async function listCommits(root, version) {
  const { ConventionalChangelog } = await import('conventional-changelog');
  const since = lastRelease(root);
  const changelog = new ConventionalChangelog(root)
    .loadPreset(presetFor(version))
    .package({ version })
    .context({ linkReferences: false, linkCompare: false })
    .tags({ prefix: 'v' })
    .commits(since === null ? {} : { from: since });
  let text = '';
  for await (const part of changelog.write()) text += part;
  // Its first line is the title of the version.
  return text.replace(/^## .*\n+/, '').trim();
}
