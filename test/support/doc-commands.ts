import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { projectRoot } from './source-files.js';

/** The block of a page below the comment `<!-- kind: name -->`. Throws if there is none. */
export function blockOf(page: string, kind: string, name: string): string {
  const comment = `<!-- ${kind}: ${name} -->`;
  const [, rest] = page.split(comment);
  const [, text] = /^\s+```\w*\n([\s\S]*?)\n```/.exec(rest ?? '') ?? [];
  if (text === undefined) throw new Error(`the page has no block below ${comment}`);
  return text;
}

/** The names of all blocks of a kind. */
export function blockNames(page: string, kind: string): readonly string[] {
  return [...page.matchAll(new RegExp(`<!-- ${kind}: (\\S+) -->`, 'g'))].map(([, name = '']) => name);
}

/** A folder in which commands of the documentation run, with this project's `dwar` as `npx dwar`. */
export class CommandFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'dwar-docs-'));

  constructor() {
    mkdirSync(join(this.path, 'bin'));
    this.command('npx', `shift\nexec '${process.execPath}' '${join(projectRoot, 'bin/dwar.mjs')}' "$@"`);
  }

  /** Puts a shell script before the commands of the machine. */
  command(name: string, script: string): void {
    const file = join(this.path, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** Runs commands to their end, and returns what they wrote. They must succeed. */
  async run(commands: string, folder = '.'): Promise<string> {
    const child = this.#start(commands, folder);
    let text = '';
    onText(child, (more) => {
      text += more;
    });
    const code = await new Promise((settle) => void child.once('close', settle));
    expect([code, text]).toEqual([0, text]);
    return text;
  }

  /** Starts commands that run until stopped, and stops them with their child processes after `work`. */
  async follow<T>(
    commands: string,
    work: (sees: (what: RegExp) => Promise<string>) => Promise<T>,
    folder = '.',
  ): Promise<T> {
    const child = this.#start(commands, folder);
    let text = '';
    let check = () => {};
    onText(child, (more) => {
      text += more;
      check();
    });
    const closed = new Promise((settle) => void child.once('close', settle));
    const sees = (what: RegExp) =>
      new Promise<string>((settle, reject) => {
        check = () => what.test(text) && settle(text);
        void closed.then(() => reject(new Error(`it ended: ${text}`)));
        check();
      });
    try {
      return await work(sees);
    } finally {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
      await closed;
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #start(commands: string, folder: string): ChildProcess {
    return spawn('bash', ['-ec', commands], {
      cwd: join(this.path, folder),
      env: { PATH: `${join(this.path, 'bin')}:${process.env.PATH}`, HOME: this.path },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  }
}

function onText(child: ChildProcess, listener: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listener);
}
