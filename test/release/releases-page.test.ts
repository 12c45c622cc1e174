import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { blockOf } from '../support/doc-commands.js';
import { ReleaseRepository } from '../support/release-repository.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

const page = readProjectFile('docs/releases.md');
const repository = new ReleaseRepository();
const folder = mkdtempSync(join(tmpdir(), 'dwar-pack-'));
afterAll(() => {
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

const bash = (commands: string, cwd: string) =>
  execFileSync('bash', ['-ec', commands], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const inRepository = (name: string) => bash(blockOf(page, 'example', name), repository.path);

describe('the page on releases', () => {
  test('lists what has to be described', () => {
    expect(inRepository('changelog')).toMatch(/^### Features\n\n\* everything [0-9a-f]{7}\n$/);
  });

  test('says what a release would do', () => {
    expect(inRepository('dry-run')).toContain('next version: 0.1.0');
  });

  test('packs three tarballs, with the bill of materials and the licences in that of the server', () => {
    const block = blockOf(page, 'example', 'pack').replaceAll('.cache/packed', folder);
    // Tests run on the build that is there: another one at the same time would take its files away.
    expect(block.startsWith('npm run build && ')).toBe(true);
    mkdirSync(folder, { recursive: true });
    bash(block.replace('npm run build && ', ''), projectRoot);
    const version = (JSON.parse(readProjectFile('package.json')) as { version: string }).version;
    expect(readdirSync(folder).sort()).toEqual([
      `dwar-${version}.tgz`,
      `dwar-client-${version}.tgz`,
      `dwar-react-${version}.tgz`,
    ]);
    const bill = bash(`tar -xzOf dwar-${version}.tgz package/dist/sbom.cdx.json`, folder);
    expect(bill).toBe(readFileSync(join(projectRoot, 'dist/sbom.cdx.json'), 'utf8'));
    expect(bash(`tar -tzf dwar-${version}.tgz`, folder)).toMatch(/^package\/dist\/licences\.txt$/m);
  });
});
