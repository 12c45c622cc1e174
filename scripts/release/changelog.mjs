/** CHANGELOG.md: what is written by hand under `Unreleased` becomes the section of a version, with its commits below. */

const UNRELEASED = '## Unreleased';

/** What is written under `Unreleased`, without the title. Throws an Error if there is no such section. */
export function unreleased(changelog) {
  const [before, rest] = changelog.split(`\n${UNRELEASED}\n`);
  if (rest === undefined) throw new Error(`CHANGELOG.md has no section "${UNRELEASED}"`);
  const [text] = rest.split(/^## /m);
  return { before, text: text.trim(), after: rest.slice(text.length) };
}

/** The section of a version. `commits` are sections of third level; none are left out. */
export function sectionOf(version, date, text, commits) {
  const list = commits === '' ? '' : `\n\n### Commits\n\n${commits.replace(/^### /gm, '#### ')}`;
  return `## ${version} (${date})\n\n${text}${list}\n`;
}

/** The changelog with a version's section in place of what was unreleased, and an empty section above it. */
export function withSection(changelog, section) {
  const { before, after } = unreleased(changelog);
  return `${before}\n${UNRELEASED}\n\n${section}${after === '' ? '' : `\n${after}`}`;
}
