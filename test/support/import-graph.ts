import { posix } from 'node:path';
import { listFiles, readProjectFile } from './source-files.js';

/** One import: `from` a file of the folder, mostly src (such as `orders/order.type.ts`) `to` another one, or to a package or Node module. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly isLocal: boolean;
  readonly isTypeOnly: boolean;
  /** Loaded when it is asked for, not with the file. */
  readonly isDynamic: boolean;
}

const IMPORT =
  /(?:^|[;\n])\s*(?:import|export)\s+(type\s+)?(?:[\w$*\s{},]+?\s+from\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/** Every import of every TypeScript file below a folder, found in the text; comments are not imports. */
export function readImports(folder = 'src'): readonly Import[] {
  return listFiles(folder)
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => importsOf(file, readProjectFile(`${folder}/${file}`)));
}

/** The imports in one file's text. A relative one is resolved to the file it names, `.js` read as `.ts`. */
export function importsOf(from: string, text: string): readonly Import[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  return [...code.matchAll(IMPORT)].map(([, type, named, dynamic]) => {
    const specifier = named ?? dynamic ?? '';
    const isLocal = specifier.startsWith('.');
    const to = isLocal
      ? posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\.js$/, '.ts')
      : specifier;
    return { from, to, isLocal, isTypeOnly: type !== undefined, isDynamic: named === undefined };
  });
}

/** The circles of imports among files of src: each as its files, sorted. Imports of types alone count too. */
export function findCircles(imports: readonly Import[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { from, to, isLocal } of imports)
    if (isLocal) targets.set(from, [...(targets.get(from) ?? []), to]);
  const reachable = (from: string) => {
    const seen = new Set<string>();
    const open = [...(targets.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(targets.get(next) ?? []));
    }
    return seen;
  };
  const reaches = new Map([...targets.keys()].map((file) => [file, reachable(file)] as const));
  const circles = new Map<string, readonly string[]>();
  for (const [file, seen] of reaches) {
    if (!seen.has(file)) continue;
    const circle = [...seen].filter((other) => reaches.get(other)?.has(file)).sort();
    circles.set(circle.join(), circle);
  }
  return [...circles.values()];
}
