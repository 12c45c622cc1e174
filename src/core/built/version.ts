import { readFileSync } from 'node:fs';
import { PACKAGE_ROOT } from './package-root.js';

/** Reads the version of Dwar from its package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', PACKAGE_ROOT), 'utf8'));
  return (manifest as { version: string }).version;
}
