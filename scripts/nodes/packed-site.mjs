import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..');
const DWAR = join('node_modules', 'dwar');
const INSTALLED_WITHIN_MS = 300_000;

/** The packages that are published, by the folders they are packed from. */
const PACKAGES = {
  dwar: root,
  '@dwar/client': join(root, 'packages/client'),
  '@dwar/react': join(root, 'packages/react'),
};

/** What an app of every adapter installs beside: the optional peers of our packages. */
const PEERS = [
  '@apollo/client',
  '@urql/core',
  'graphql',
  'graphql-ws',
  'relay-runtime',
  '@tanstack/react-query',
  'react',
];

/** Packs the built packages into `folder`. Returns the paths of the files, by the names of the packages. */
async function pack(folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = Object.entries(PACKAGES).map(async ([name, source]) => {
    const { stdout } = await run('npm', args, { cwd: source, maxBuffer: 64 * 1024 * 1024 });
    return [name, join(folder, JSON.parse(stdout)[0].filename)];
  });
  return Object.fromEntries(await Promise.all(packed));
}

/**
 * Packs the built packages and installs them with npm in empty folders outside of the project, so that they find no
 * package but those that they ask for: the server alone, the client alone, and an app with the libraries and their peers.
 * Returns the folders, and how to remove them. Throws an Error with what npm wrote.
 */
export async function installPacked() {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-packed-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const tarballs = await pack(folder);
    const sites = {
      server: [tarballs.dwar],
      client: [tarballs['@dwar/client']],
      app: [tarballs['@dwar/client'], tarballs['@dwar/react'], ...PEERS.map(versionHere)],
    };
    await Promise.all(Object.entries(sites).map(([name, wanted]) => install(join(folder, name), wanted)));
    // `dwar/client` needs a peer too, and nothing else of what the server needs.
    cpSync(join(folder, 'server', DWAR), join(folder, 'app', DWAR), { recursive: true });
    return {
      server: join(folder, 'server'),
      client: join(folder, 'client'),
      app: join(folder, 'app'),
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A package in the version that this project has. */
function versionHere(name) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  return `${name}@${version}`;
}

async function install(site, wanted) {
  mkdirSync(site);
  writeFileSync(join(site, 'package.json'), '{ "private": true }\n');
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1'];
  await run('npm', ['install', ...options, ...wanted], { cwd: site, timeout: INSTALLED_WITHIN_MS });
}

/** What can be imported of the packages of ours in a folder, and whether it can be required too. */
export function entriesIn(site) {
  const installed = Object.keys(PACKAGES).filter((name) => existsSync(join(site, 'node_modules', name)));
  return installed.flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(site, 'node_modules', name, 'package.json'), 'utf8'));
    return Object.entries(exports)
      .filter(([entry]) => !/\.(?:json|graphql)$/.test(entry))
      .map(([entry, target]) => ({ name: name + entry.slice(1), hasRequire: 'require' in target }));
  });
}
