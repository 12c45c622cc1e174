import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireOrSkip } from '../support/requires.js';
import { projectRoot } from '../support/source-files.js';

const run = promisify(execFile);

/** Longest run of a script: one that hangs fails, and does not hold up all others. */
const SCRIPT_TIMEOUT_MS = 10 * 60_000;

/** An example whose packages `scripts/test-examples.mjs` has installed in its folder. */
export interface InstalledExample {
  readonly folder: string;
  /** `test`, or `test.skip` where the packages could not be installed. */
  readonly installed: ReturnType<typeof requireOrSkip>;
  /** Runs one of its scripts as its developer would, and returns what it wrote. */
  script(name: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

/** Finds an example of `examples`. */
export function installedExample(name: string): InstalledExample {
  const folder = join(projectRoot, 'examples', name);
  const isInstalled = existsSync(join(folder, 'node_modules', '.installed-lock.json'));
  return {
    folder,
    installed: requireOrSkip(`the install of examples/${name}`, isInstalled),
    async script(script, env = {}) {
      const { stdout, stderr } = await run('npm', ['run', script], {
        cwd: folder,
        timeout: SCRIPT_TIMEOUT_MS,
        env: { ...ownEnvironment(), ...env },
        maxBuffer: 64 * 1_024 * 1_024,
      });
      return `${stdout}${stderr}`;
    },
  };
}

/** The environment without what a test run adds, such as NODE_ENV. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _, NODE_OPTIONS: __, ...rest } = process.env;
  return { ...rest, NEXT_TELEMETRY_DISABLED: '1' };
}
