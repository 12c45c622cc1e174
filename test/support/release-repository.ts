import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './source-files.js';

/** What a release reads and writes. */
const COPIED = [
  '.env.example',
  '.gitignore',
  'CHANGELOG.md',
  'deploy/helm/dwar/Chart.yaml',
  'examples/next/package-lock.json',
  'examples/react-native/package-lock.json',
  'package-lock.json',
  'package.json',
  'packages/client/package.json',
  'packages/react/package.json',
  'schema',
  'scripts',
  'src/ledger/migrations',
];

const WHO = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  // The machine's own settings could sign commits, or forbid them.
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/** A git repository with what a release needs of this project, at version 0.1.0 and with no release yet. */
export class ReleaseRepository {
  readonly path = mkdtempSync(join(tmpdir(), 'dwar-release-'));
  readonly #env = { PATH: process.env.PATH ?? '', HOME: this.path, ...WHO };

  /** `template` is copied instead of made again. */
  constructor(template?: ReleaseRepository) {
    if (template === undefined) this.#create();
    else cpSync(template.path, this.path, { recursive: true, verbatimSymlinks: true });
  }

  #create(): void {
    for (const path of COPIED)
      cpSync(join(projectRoot, path), join(this.path, path), {
        recursive: true,
        filter: (source) => !source.includes('node_modules'),
      });
    symlinkSync(join(projectRoot, 'node_modules'), join(this.path, 'node_modules'));
    this.change('package.json', (text) => text.replace(/"check": ".*"/, '"check": "true"'));
    this.describe('- The first version.');
    this.git('init', '--quiet', '--initial-branch', 'main');
    this.write('.git/info/exclude', 'node_modules\n.npm\n');
    this.commit('feat: everything');
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.path, path), text);
  }

  change(path: string, how: (text: string) => string): void {
    const before = this.read(path);
    const after = how(before);
    if (after === before) throw new Error(`${path} has not changed`);
    this.write(path, after);
  }

  /** Puts a text under "Unreleased" of the changelog. */
  describe(text: string): void {
    this.change('CHANGELOG.md', (all) =>
      all.replace(/(?<=^## Unreleased\n\n)(?:(?!^## )[\s\S])*/m, `${text}\n\n`),
    );
  }

  /** Commits everything; where nothing has changed, an empty commit. */
  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
  }

  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: this.path,
      env: this.#env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Runs one of the scripts. */
  run(script: 'release' | 'changelog', ...args: readonly string[]) {
    const argv = [join('scripts', `${script}.mjs`), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
      cwd: this.path,
      env: this.#env,
      encoding: 'utf8',
    });
    return { code: status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
