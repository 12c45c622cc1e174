import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { rolldown } from 'rolldown';
import { projectRoot } from './source-files.js';

const run = promisify(execFile);

interface Manifest {
  readonly exports: Record<
    string,
    Readonly<Record<string, { readonly types: string; readonly default: string }>> | string
  >;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** A workspace package as an app installs it, in a folder of its own without the package's peers. */
export class BuiltPackage {
  /** The folder of the app. */
  readonly site = mkdtempSync(join(tmpdir(), 'dwar-package-'));
  readonly manifest: Manifest;
  /** What apps import of it, such as `./apollo`. */
  readonly entries: readonly string[];
  readonly #name: string;

  /** `folder` is below `packages`. */
  constructor(folder: string) {
    const source = join(projectRoot, 'packages', folder);
    this.#name = `@dwar/${folder}`;
    this.manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
    this.entries = Object.keys(this.manifest.exports).filter((entry) => !entry.endsWith('.json'));
    for (const part of ['dist', 'LICENSE', 'README.md'])
      cpSync(join(source, part), join(this.installed, part), { recursive: true });
    writeFileSync(join(this.site, 'package.json'), '{}');
    writeFileSync(join(this.installed, 'package.json'), JSON.stringify(this.manifest, null, 2));
  }

  get installed(): string {
    return join(this.site, 'node_modules', this.#name);
  }

  /** What an app imports for an entry. */
  specifier(entry: string): string {
    return `${this.#name}${entry.slice(1)}`;
  }

  /** Installs packages of this repository for the app. */
  link(...names: readonly string[]): void {
    for (const name of names) {
      const target = join(this.site, 'node_modules', name);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(join(projectRoot, 'node_modules', name), target);
    }
  }

  /** What publint advises against. */
  async advice(): Promise<readonly (string | undefined)[]> {
    const { messages } = await publint({ pkgDir: this.installed, strict: true });
    const pkg = this.manifest as unknown as Record<string, unknown>;
    return messages.map((message) => formatMessage(message, pkg));
  }

  /** The entries that have types, and what is wrong with them under any kind of resolution since Node 12. */
  async types() {
    const options = { cwd: this.installed };
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', this.site], options);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    const data = readFileSync(join(this.site, filename));
    const analysis = await checkPackage(createPackageFromTarballData(data));
    if (analysis.types === false) throw new Error('the package has no types');
    // Node 10 knows no `exports`; the engines of the package are Node 20 and later.
    const problems = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem) || problem.resolutionKind !== 'node10',
    );
    return { entries: Object.keys(analysis.entrypoints), problems };
  }

  /** The names that an entry exports to `import` and to `require`, with the peers of this repository. */
  async names(entry: string) {
    const print =
      "console.log(JSON.stringify(Object.keys(loaded).filter((name) => name !== 'module.exports').sort()))";
    const name = this.specifier(entry);
    const [imported, required] = await Promise.all([
      runScript(`const loaded = await import('${name}'); ${print}`, projectRoot, 'module'),
      runScript(`const loaded = require('${name}'); ${print}`, projectRoot, 'commonjs'),
    ]);
    return { imported, required };
  }

  /** The texts of all files that are published, by their paths. */
  texts(): ReadonlyMap<string, string> {
    const files = readdirSync(this.installed, { recursive: true, encoding: 'utf8' });
    const texts = files.filter((path) => /\.(?:c?js|map|d\.c?ts|json)$/.test(path));
    return new Map(texts.map((path) => [path, readFileSync(join(this.installed, path), 'utf8')]));
  }

  /** What the compiler says of each of these modules of the app, by their names, with the libraries checked. */
  async compile(modules: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
    const names = Object.keys(modules);
    for (const name of names) writeFileSync(join(this.site, name), modules[name] ?? '');
    const compiler = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = '--noEmit --strict --jsx react-jsx --module nodenext --lib es2022,dom --types'.split(' ');
    const output = await run(process.execPath, [compiler, ...options, '', ...names], { cwd: this.site }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
    const messages = output.split(/\n(?=\S)/).filter((message) => message.trim() !== '');
    const isOf = (name: string) => (message: string) => message.startsWith(`${name}(`);
    // What is wrong with a library is wrong for each module.
    const ofLibraries = messages.filter((message) => !names.some((name) => isOf(name)(message)));
    return new Map(names.map((name) => [name, [...messages.filter(isOf(name)), ...ofLibraries].join('\n')]));
  }

  /**
   * What the bundler of an app makes of this code without peers, minified and in gzip: the bytes that load at
   * once, and those that load on demand.
   */
  async sizesOf(code: string) {
    const peers = Object.keys(this.manifest.peerDependencies);
    const app = join(this.site, 'app.js');
    const build = await rolldown({
      input: 'app',
      cwd: this.site,
      platform: 'browser',
      external: (id) => peers.some((peer) => id === peer || id.startsWith(`${peer}/`)),
      plugins: [
        {
          name: 'app',
          resolveId: (id) => (id === 'app' ? app : null),
          load: (id) => (id === app ? code : null),
        },
      ],
      onLog() {},
    });
    const { output } = await build.generate({ minify: true });
    await build.close();
    const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
    const [entry] = [...chunks.values()].filter(({ isEntry }) => isEntry);
    const atOnce = new Set(entry === undefined ? [] : [entry.fileName]);
    for (const name of atOnce) for (const imported of chunks.get(name)?.imports ?? []) atOnce.add(imported);
    const size = (names: Iterable<string>) =>
      [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length, 0);
    const later = [...chunks.keys()].filter((name) => !atOnce.has(name));
    return { atOnce: size([...atOnce].filter((name) => chunks.has(name))), later: size(later) };
  }

  close(): void {
    rmSync(this.site, { recursive: true, force: true });
  }
}

/** Runs a script in a folder and returns the JSON that it prints. */
export async function runScript(script: string, cwd: string, type: 'module' | 'commonjs'): Promise<unknown> {
  const { stdout } = await run(process.execPath, [`--input-type=${type}`, '--eval', script], { cwd });
  return JSON.parse(stdout) as unknown;
}

/** Tests that each package must pass. `internal` is a module that it does not export, as an app would import it. */
export function testBuiltPackage(built: BuiltPackage, internal: string): void {
  test('has nothing that publint advises against', async () => {
    expect(await built.advice()).toEqual([]);
  });

  test('has the right types for each entry under each kind of resolution', async () => {
    const { entries, problems } = await built.types();
    expect(problems).toEqual([]);
    expect(entries).toEqual(expect.arrayContaining([...built.entries]));
  });

  test.each(built.entries)('exports the same names of %s to import and to require', async (entry) => {
    const { imported, required } = await built.names(entry);
    expect(imported).toEqual(required);
    expect(imported).not.toEqual([]);
  });

  test('keeps its internal modules to itself', async () => {
    const script = `await import('${internal}')`;
    await expect(runScript(script, projectRoot, 'module')).rejects.toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
}

/**
 * Tests that an app compiles as each kind of module, and that each wrong one is refused. `wrong` has what is wrong,
 * and an app that does it.
 */
export function testTypes(
  built: BuiltPackage,
  app: string,
  wrong: readonly (readonly [string, string])[],
): void {
  const fileOf = (name: string) => `${name.replaceAll(' ', '-')}.mts`;
  let messages: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const refused = wrong.map(([name, text]) => [fileOf(name), text] as const);
    messages = await built.compile({ 'app.mts': app, 'app.cts': app, ...Object.fromEntries(refused) });
  });

  test.each(['app.mts', 'app.cts'])('compiles as %s, with the libraries checked', (name) => {
    expect(messages.get(name)).toBe('');
  });

  test.each(wrong)('is refused with %s', (name) => {
    expect(messages.get(fileOf(name))).toMatch(/error TS/);
  });
}
