import { table } from './doc-tables.js';

/** What is used of an entry of a version 3 lock file. */
interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** `docs/licences.md`: each package that an install without development packages may bring, on any platform, by the lock file's text. */
export function licencesPage(lock: string): string {
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, LockedPackage>> };
  const rows = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version, license }]) => [nameOf(path), version, license ?? 'unknown']);
  const unique = [...new Map(rows.map((row) => [row.join(' '), row])).values()];
  const sorted = unique.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return `${HEAD}\n\n${table(['package', 'version', 'licence'], sorted)}\n`;
}

const HEAD = `# Licences

What an install without development packages may bring, those of other platforms included, and the licence each package names.
Made by \`npm run docs\` from \`package-lock.json\`; a test holds them to permissive licences.`;

/** The name of the package at a path such as `node_modules/a/node_modules/@b/c`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
