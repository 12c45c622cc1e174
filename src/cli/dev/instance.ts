import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({ url: z.url(), emulatorUrl: z.url(), pid: z.number() });

/**
 * Where the dev instance of a data folder listens. The file is written when it is ready and removed when it
 * stops.
 */
export type DevInstance = z.output<typeof shape>;

function pathIn(dataDir: string): string {
  return join(dataDir, 'dev-instance.json');
}

/** Records where the instance listens, so that other commands find it on any port. */
export function writeDevInstance(dataDir: string, instance: DevInstance): void {
  rmSync(pathIn(dataDir), { force: true });
  writeFileSync(pathIn(dataDir), `${JSON.stringify(instance)}\n`, { mode: 0o600 });
}

/** The instance of a data folder, or null if none is recorded. Its process may have died since. */
export function readDevInstance(dataDir: string): DevInstance | null {
  try {
    return shape.safeParse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Removes the record, if the folder can be written: a stopping instance must not fail for it. */
export function removeDevInstance(dataDir: string): void {
  try {
    rmSync(pathIn(dataDir), { force: true });
  } catch {
    // The next reader finds that the process has ended.
  }
}

/** The recorded instance of a data folder if its process still runs, otherwise null. */
export function findRunningInstance(dataDir: string): DevInstance | null {
  const instance = readDevInstance(dataDir);
  return instance !== null && isRunning(instance.pid) ? instance : null;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process cannot be signalled, but it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
