/** Where the version stands. The server, both packages and the chart share it. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

const PACKAGES = { dwar: '.', '@dwar/client': 'packages/client', '@dwar/react': 'packages/react' };
const LOCKS = ['.', 'examples/next', 'examples/react-native'];
const CHART = 'deploy/helm/dwar/Chart.yaml';
const SCHEMA = 'schema/schema.graphql';
const BASELINE = 'schema/baseline.graphql';

/** The version of each place, by its path. */
export function versionsIn(root) {
  const manifests = Object.values(PACKAGES).map((folder) => {
    const path = join(folder, 'package.json');
    return [path, JSON.parse(readFileSync(join(root, path), 'utf8')).version];
  });
  const chart = parseDocument(readFileSync(join(root, CHART), 'utf8'));
  return new Map([
    ...manifests,
    [CHART, chart.get('version')],
    [`${CHART} appVersion`, chart.get('appVersion')],
  ]);
}

/**
 * Writes a version everywhere, and makes the schema the baseline of what follows. Returns the paths of all files that
 * it may have changed.
 */
export function writeVersion(root, version) {
  const manifests = Object.values(PACKAGES).map((folder) => join(folder, 'package.json'));
  const locks = LOCKS.map((folder) => join(folder, 'package-lock.json')).filter((path) =>
    existsSync(join(root, path)),
  );
  for (const path of manifests) changeJson(join(root, path), (manifest) => setVersion(manifest, version));
  for (const path of locks)
    changeJson(join(root, path), (lock) => {
      if (lock.name in PACKAGES) lock.version = version;
      for (const [at, entry] of Object.entries(lock.packages)) {
        const name = entry.name ?? at.split('node_modules/').at(-1);
        if (name in PACKAGES && entry.version !== undefined) setVersion(entry, version);
      }
    });
  const chart = parseDocument(readFileSync(join(root, CHART), 'utf8'));
  for (const name of ['version', 'appVersion']) chart.set(name, version);
  writeFileSync(join(root, CHART), chart.toString());
  cpSync(join(root, SCHEMA), join(root, BASELINE));
  return [...manifests, ...locks, CHART, BASELINE];
}

/** Sets the version of one of our packages, and the range in which it needs another of them. */
function setVersion(manifest, version) {
  manifest.version = version;
  const peers = manifest.peerDependencies ?? {};
  for (const name of Object.keys(PACKAGES)) if (name in peers) peers[name] = `^${version}`;
}

function changeJson(path, change) {
  const value = JSON.parse(readFileSync(path, 'utf8'));
  change(value);
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
