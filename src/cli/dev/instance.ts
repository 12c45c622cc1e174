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

export function removeDevInstance(dataDir: string): void {
  rmSync(pathIn(dataDir), { force: true });
}
