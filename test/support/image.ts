import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, readProjectFile } from './source-files.js';

const run = promisify(execFile);

/** The user of the image, `node`. */
const USER_ID = 1000;

/** A stage of the Dockerfile: its name, and its instructions with their lines joined. */
interface Stage {
  readonly name: string;
  readonly instructions: readonly { readonly name: string; readonly text: string }[];
}

/** The stages of the Dockerfile; the last one has no name. */
export function readStages(): readonly Stage[] {
  const lines = readProjectFile('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  const stages: { name: string; instructions: { name: string; text: string }[] }[] = [];
  for (const line of lines.filter((each) => each !== '')) {
    const [name = '', ...rest] = line.split(' ');
    if (name === 'FROM') stages.push({ name: / AS (\S+)$/.exec(line)?.[1] ?? '', instructions: [] });
    else stages.at(-1)?.instructions.push({ name, text: rest.join(' ') });
  }
  return stages;
}

/** Whether this process may make mount namespaces and become another user, as a container runtime does. */
export function canIsolate(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'setpriv', '--version']).status === 0;
}

/** The files that the last stage of the Dockerfile holds, made by its own steps; the build stage is this checkout, built. */
export class ImageFiles {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dwar-image-'));
  readonly app = join(this.#folder, 'app');
  readonly #stages = readStages();
  readonly #children: ChildProcess[] = [];

  async make(): Promise<void> {
    // Of the user of the image, as others make them.
    chmodSync(this.#folder, 0o755);
    const packages = join(this.#folder, 'packages');
    mkdirSync(packages);
    mkdirSync(this.app);
    for (const { name, text } of this.#stage('packages')) {
      if (name === 'COPY') this.#copy(projectRoot, text, packages);
      if (name === 'RUN')
        await run('bash', ['-ec', text], {
          cwd: packages,
          env: { ...process.env, npm_config_prefer_offline: 'true' },
        });
    }
    const sources: Readonly<Record<string, string>> = { build: projectRoot, packages };
    for (const { name, text } of this.#stage('')) {
      if (name !== 'COPY') continue;
      const [, stage = '', rest = ''] = /^--from=(\S+) (.*)$/.exec(text) ?? [];
      const source = stage === '' ? projectRoot : sources[stage];
      if (source === undefined) throw new Error(`no stage is called ${stage}`);
      this.#copy(source, (stage === '' ? text : rest).replaceAll('/app/', ''), this.app);
    }
    mkdirSync(join(this.app, 'data'));
    chownSync(join(this.app, 'data'), USER_ID, USER_ID);
  }

  /** The command of an instruction of the last stage that is written as JSON. */
  command(instruction: 'CMD' | 'HEALTHCHECK'): readonly string[] {
    const found = this.#stage('').find(({ name }) => name === instruction)?.text ?? '';
    return JSON.parse(found.slice(found.indexOf('['))) as readonly string[];
  }

  /**
   * Starts a command in the folder of the app as a container does with a read-only root: every file of the machine can
   * only be read, but for the data folder if `isDataWritable`. It runs as the user of the image, without capabilities.
   */
  start(
    command: readonly string[],
    env: Readonly<Record<string, string>>,
    isDataWritable = true,
  ): ChildProcess {
    const setup = [
      'mount --make-rprivate /',
      `mount --bind '${this.app}/data' '${this.app}/data'`,
      ...(isDataWritable ? [] : [`mount -o remount,bind,ro '${this.app}/data'`]),
      'mount -o remount,bind,ro /',
      `cd '${this.app}'`,
      `exec setpriv --reuid=${USER_ID} --regid=${USER_ID} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"`,
    ].join('\n');
    const argv = [
      '--mount',
      'bash',
      '-ec',
      setup,
      'bash',
      ...command.map((word) => (word === 'node' ? process.execPath : word)),
    ];
    const child = spawn('unshare', argv, {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    return child;
  }

  /** Runs a command like `start`, to its end. */
  async run(command: readonly string[], env: Readonly<Record<string, string>>, isDataWritable = true) {
    const child = this.start(command, env, isDataWritable);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const code = await new Promise<number | null>((settle) => void child.once('close', settle));
    return { code, output };
  }

  /** Ends what still runs, and removes the files. */
  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #stage(wanted: string): Stage['instructions'] {
    const stage = this.#stages.find(({ name }) => name === wanted);
    if (stage === undefined) throw new Error(`the Dockerfile has no stage "${wanted}"`);
    return stage.instructions;
  }

  /** As COPY does: the last word is where, a folder if there are several sources or it ends in a slash. */
  #copy(from: string, words: string, into: string): void {
    const paths = words.split(' ');
    const target = join(into, paths.pop() ?? '');
    const isFolder = paths.length > 1 || words.endsWith('/');
    for (const path of paths) {
      const place = isFolder ? join(target, path.split('/').at(-1) ?? '') : target;
      mkdirSync(dirname(place), { recursive: true });
      cpSync(join(from, path), place, { recursive: true, verbatimSymlinks: true });
    }
  }
}
