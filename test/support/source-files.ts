import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** The project's top folder. */
export const projectRoot = resolve(import.meta.dirname, '..', '..');

/** The source folders of the packages that are published beside the server. */
export const PACKAGES = ['packages/client/src', 'packages/react/src'];

const NOT_SOURCE = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage']);

/** Every file below `folder` (relative to the project) as paths with `/` relative to it; built and installed files left out. */
export function listFiles(folder = '.'): readonly string[] {
  const top = join(projectRoot, folder);
  const walk = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      if (NOT_SOURCE.has(entry.name)) return [];
      const child = join(path, entry.name);
      return entry.isDirectory() ? walk(child) : entry.isFile() ? [child] : [];
    });
  return walk(top)
    .map((path) => relative(top, path).split(sep).join('/'))
    .sort();
}

/** The text of a file named relative to the project's top folder. */
export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}
