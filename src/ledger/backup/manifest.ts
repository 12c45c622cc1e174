import { existsSync, readFileSync } from 'node:fs';
import { BackupRefused } from './backup-refused.js';

/** What `dwar backup` has verified of a copy; kept beside it as JSON. */
export interface BackupManifest {
  readonly format: 1;
  /** When the copy was begun, ISO 8601 UTC: it has everything that was acknowledged before. */
  readonly takenAt: string;
  /** The version that made it. */
  readonly version: string;
  /** Names the ledger, as long as it exists. */
  readonly ledger: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly migrations: readonly string[];
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** The manifest beside a backup. */
export function manifestPath(file: string): string {
  return `${file}.json`;
}

/** Reads the manifest of a backup; null if it has none. Throws {@link BackupRefused} if it is unreadable. */
export function readManifest(file: string): BackupManifest | null {
  const path = manifestPath(file);
  if (!existsSync(path)) return null;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw unreadable(path);
  }
  if (!isManifest(value)) throw unreadable(path);
  return value;
}

function isManifest(value: unknown): value is BackupManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, takenAt, version, ledger, bytes, sha256, migrations, rows } =
    value as Partial<BackupManifest>;
  return (
    format === 1 &&
    [takenAt, version, ledger].every((text) => typeof text === 'string') &&
    Number.isSafeInteger(bytes) &&
    /^[0-9a-f]{64}$/.test(String(sha256)) &&
    Array.isArray(migrations) &&
    typeof rows === 'object' &&
    rows !== null
  );
}

function unreadable(path: string): BackupRefused {
  return new BackupRefused(
    `${path} is no manifest that this version can read`,
    'Take the manifest that was made with the backup, or use the version of Dwar that made it.',
  );
}
