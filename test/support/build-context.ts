import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot, readProjectFile } from './source-files.js';

/** Whether `.dockerignore` keeps a file from the build of the image: the last pattern decides that fits it or a folder of it. */
export function isIgnored(path: string, patterns: readonly string[]): boolean {
  const parts = path.split('/');
  const whole = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
  return patterns.reduce((ignored, pattern) => {
    const fits = expressionOf(pattern.replace(/^!/, ''));
    return whole.some((name) => fits.test(name)) ? !pattern.startsWith('!') : ignored;
  }, false);
}

/** `*` is any part of a name, `**` and a slash any number of folders. */
function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^${escaped.replaceAll('**/', '\0').replaceAll('*', '[^/]*').replaceAll('\0', '(?:.*/)?')}$`,
  );
}

/** Every file that git keeps, or would. */
function filesOfCheckout(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', args, {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return files.split('\0').filter((path) => path !== '' && existsSync(join(projectRoot, path)));
}

/** A folder with the files that a build of the image is sent, and the installed packages of this checkout. */
export class BuildContext {
  readonly path = mkdtempSync(join(tmpdir(), 'dwar-context-'));

  constructor() {
    const patterns = readProjectFile('.dockerignore').split('\n').filter(Boolean);
    for (const file of filesOfCheckout().filter((path) => !isIgnored(path, patterns))) {
      mkdirSync(dirname(join(this.path, file)), { recursive: true });
      cpSync(join(projectRoot, file), join(this.path, file));
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(this.path, 'node_modules'));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
