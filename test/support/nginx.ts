import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOrSkip } from './requires.js';
import { freePort, Processes } from './services.js';
import { readProjectFile } from './source-files.js';

const NGINX = '/usr/sbin/nginx';
const hasNginx = existsSync(NGINX);
if (!hasNginx && process.env.CI !== 'true')
  process.stderr.write('skipped: tests that need the Debian package nginx\n');

/** `test` where nginx can be started, else `test.skip`; under CI its absence is an error. */
export const nginxTest = requireOrSkip('the package nginx', hasNginx);

/** A proxy in front of one instance. */
export interface TestNginx {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts Debian's nginx in front of `port`, as deploy/nginx.conf has it: only the addresses are another's, and
 * there is one instance.
 */
export async function startNginx(port: number): Promise<TestNginx> {
  return await startNginxWith((own) => deployedFor(port, own));
}

/** Starts it with the blocks `events` and `http` of a configuration that listens on the given port. */
export async function startNginxWith(blocks: (own: number) => string): Promise<TestNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-nginx-'));
  const own = await freePort();
  const conf = join(folder, 'nginx.conf');
  writeFileSync(conf, configuration(folder, blocks(own)));
  const service = new Processes(folder, own, {
    command: NGINX,
    args: ['-p', folder, '-c', conf, '-e', 'stderr'],
    stopSignal: 'SIGTERM',
    options: { cwd: folder },
    isUp: async () => void (await fetch(`http://127.0.0.1:${own}/metrics`)),
  });
  await service.start();
  return { url: `http://127.0.0.1:${own}`, close: () => service.close() };
}

function deployedFor(port: number, own: number): string {
  return readProjectFile('deploy/nginx.conf')
    .replace(/server dwar-a:4000/, `server 127.0.0.1:${port}`)
    .replace(/^ *server dwar-b:4000.*\n/m, '')
    .replace(/listen 8080;/, `listen 127.0.0.1:${own};`)
    .replace(/worker_connections \d+;/, 'worker_connections 256;');
}

function configuration(folder: string, blocks: string): string {
  const changed = blocks.replace(/^http \{/m, `http {\n${temporaryFolders(folder)}`);
  // Workers of root could not write to the folder as another user.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  return `${user}daemon off;\nworker_processes 1;\npid ${join(folder, 'nginx.pid')};\n${changed}`;
}

function temporaryFolders(folder: string): string {
  return ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${join(folder, name)};\n`)
    .join('');
}
