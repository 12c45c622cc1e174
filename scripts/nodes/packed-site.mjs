import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..');

/** The packages that are published, by the folders they are packed from. */
const PACKAGES = {
  dwar: root,
  '@dwar/client': join(root, 'packages/client'),
  '@dwar/react': join(root, 'packages/react'),
};

/**
 * Packs the built packages and unpacks them in `site` as npm would install them. The folder is inside of the project,
 * whose `node_modules` hold what they depend on. Returns the entries that apps import.
 */
export async function packInto(site) {
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  for (const [name, folder] of Object.entries(PACKAGES)) {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', site];
    const { stdout } = await run('npm', args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    const [{ filename }] = JSON.parse(stdout);
    const target = join(site, 'node_modules', name);
    mkdirSync(target, { recursive: true });
    await run('tar', ['-xzf', join(site, filename), '--strip-components=1', '-C', target]);
  }
  return Object.keys(PACKAGES).flatMap((name) => entriesOf(name, site));
}

/** What can be imported, and whether it can be required too. */
function entriesOf(name, site) {
  const { exports } = JSON.parse(readFileSync(join(site, 'node_modules', name, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([entry]) => !/\.(?:json|graphql)$/.test(entry))
    .map(([entry, target]) => ({ name: name + entry.slice(1), hasRequire: 'require' in target }));
}
