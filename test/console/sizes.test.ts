import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../support/source-files.js';

const BUILT = join(projectRoot, 'dist/console');
const KB = 1_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Record<string, Chunk>;

/** The files that the page loads before it shows the orders: the entry and what it imports at once. */
function firstFiles(): readonly string[] {
  const seen = new Set<string>();
  const open = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...(manifest[key]?.imports ?? []));
  }
  return [...seen].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js'));
}

function sizeOf(files: readonly string[], packing: 'br' | 'gz'): number {
  const packed = (file: string) => {
    const path = join(BUILT, file);
    return readFileSync(existsSync(`${path}.${packing}`) ? `${path}.${packing}` : path).length;
  };
  return files.reduce((total, file) => total + packed(file), 0);
}

const all = readdirSync(join(BUILT, 'assets')).map((name) => `assets/${name}`);

describe('the built console', () => {
  test('loads at most 200 kB of script packed by gzip, or 170 kB by Brotli, for its first screen', () => {
    const files = firstFiles();
    expect(files.length).toBeGreaterThan(0);
    expect(sizeOf(files, 'gz')).toBeLessThanOrEqual(200 * KB);
    expect(sizeOf(files, 'br')).toBeLessThanOrEqual(170 * KB);
  });

  test('has at most 320 kB of script and 30 kB of styles packed by gzip in all', () => {
    expect(
      sizeOf(
        all.filter((file) => file.endsWith('.js')),
        'gz',
      ),
    ).toBeLessThanOrEqual(320 * KB);
    expect(
      sizeOf(
        all.filter((file) => file.endsWith('.css')),
        'gz',
      ),
    ).toBeLessThanOrEqual(30 * KB);
  });

  test('loads the chart with its screen, in at most 30 kB packed by gzip', () => {
    const chart = Object.values(manifest).find(({ file }) => file.includes('overview-page'));
    expect(chart).toBeDefined();
    expect(sizeOf([chart?.file ?? ''], 'gz')).toBeLessThanOrEqual(30 * KB);
    expect(firstFiles()).not.toContain(chart?.file);
  });

  test('has packed copies that hold the same bytes', () => {
    const large = all.filter((file) => /\.(?:js|css)$/.test(file) && existsSync(join(BUILT, `${file}.gz`)));
    expect(large.length).toBeGreaterThan(10);
    for (const file of large) {
      const bytes = readFileSync(join(BUILT, file));
      expect(gunzipSync(readFileSync(join(BUILT, `${file}.gz`))).equals(bytes)).toBe(true);
      expect(brotliDecompressSync(readFileSync(join(BUILT, `${file}.br`))).equals(bytes)).toBe(true);
    }
  });

  test('has a page without inline script, and with a place for the nonce', () => {
    const page = readFileSync(join(BUILT, 'index.html'), 'utf8');
    expect(page).toContain('content="%NONCE%"');
    expect([...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, text]) => text?.trim())).toEqual([
      '',
      '',
    ]);
    expect(page).not.toMatch(/<style|\son\w+=|https?:/);
  });
});
