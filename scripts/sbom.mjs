/**
 * `npm run sbom`: writes `dist/sbom.cdx.json`, the CycloneDX bill of materials of the published package, or to the file
 * that is named as an argument. It needs the built pages and server, and no network: versions, licences and hashes come
 * from the lock file. It has neither time nor random number, so that equal sources give equal bytes.
 *
 * Its components are every package that an install without development packages may bring, and the packages whose code
 * is inside of `dist`: the property `dwar:bundled-into` names the folders.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { LICENCES_FILE, packagesIn } from './bundle/licence-texts.mjs';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const [target = join(root, 'dist', 'sbom.cdx.json')] = process.argv.slice(2);

/** What npm writes of the whole lock file, without what changes from run to run. */
async function wholeBill() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  const { serialNumber: _number, metadata, ...rest } = JSON.parse(stdout);
  const { timestamp: _timestamp, ...kept } = metadata;
  // npm gives the folder's name.
  return { ...rest, metadata: { ...kept, component: { ...kept.component, name: 'dwar' } } };
}

/**
 * What an install without development packages may bring, as `name@version`. The marks of the lock file decide:
 * `npm sbom --omit=dev` leaves out packages that development needs too.
 */
function installed() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const inProduction = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path.includes('node_modules/') && !dev && !devOptional,
  );
  return new Set(
    inProduction.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
  );
}

/** The folders below `dist` whose files hold code of a package, by `name@version`. */
function bundledInto() {
  const folders = new Map();
  const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((path) => path.split(/[\\/]/).at(-1) === LICENCES_FILE).sort()) {
    const folder = dirname(join('dist', file)).replaceAll('\\', '/');
    for (const ref of packagesIn(readFileSync(join(root, 'dist', file), 'utf8')))
      folders.set(ref, [...(folders.get(ref) ?? []), folder]);
  }
  return folders;
}

const whole = await wholeBill();
const bundled = bundledInto();
const inProduction = installed();

const components = whole.components
  // Packages of this repository have no hash.
  .filter(({ hashes }) => hashes !== undefined)
  .filter(({ name, version }) => [inProduction, bundled].some((refs) => refs.has(`${name}@${version}`)))
  .map((component) => {
    const { properties: _properties, ...kept } = component;
    const folders = bundled.get(`${component.name}@${component.version}`) ?? [];
    const properties = folders.map((value) => ({ name: 'dwar:bundled-into', value }));
    return properties.length === 0 ? kept : { ...kept, scope: 'required', properties };
  });
const refs = new Set([whole.metadata.component, ...components].map((part) => part['bom-ref']));
const dependencies = whole.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));

writeFileSync(target, `${JSON.stringify({ ...whole, components, dependencies }, null, 2)}\n`);
