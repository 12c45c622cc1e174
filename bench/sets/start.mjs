import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ownedChild } from '../contestants/children.mjs';
import { dwarEnvironment, sqliteUrl } from '../contestants/dwar.mjs';
import { freePort } from '../contestants/free-port.mjs';

const CATALOGUE = {
  dwar: { label: 'Dwar', lacks: '' },
  before: { label: 'Dwar, the other version', lacks: '' },
};

/** How soon the command is there: a server on a ledger that exists, and the help. The files are in the disk cache. */
export const start = {
  name: 'start',
  title: 'Start of the command, from the call to the line that says ready, or to the end of `--help`',
  stage: { catalogue: CATALOGUE },
  contestants: ['dwar', 'before'],
  short: ['dwar'],
  metrics: [
    { name: 'serve', unit: 'ms', better: 'less', references: [] },
    { name: 'help', unit: 'ms', better: 'less', references: [] },
  ],

  async measure({ load }, name, options) {
    const { main, folder, ...addresses } = await options.dwar(name, load);
    const ports = { port: await freePort(), opsPort: await freePort() };
    const databaseUrl = sqliteUrl(folder, `${name}-start`);
    const env = dwarEnvironment({ ...addresses, ...ports, databaseUrl });
    return { serve: await untilReady(main, env, folder), help: await untilHelp(main, env) };
  },
};

async function untilReady(main, env, cwd) {
  const startedAt = performance.now();
  const child = ownedChild(
    spawn(process.execPath, [main, 'serve'], { env, cwd, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let readyAt;
  for await (const line of createInterface(child.stdout)) {
    if (readyAt !== undefined || !line.includes('"msg":"ready"')) continue;
    readyAt = performance.now();
    const { status } = await fetch(`http://127.0.0.1:${env.PORT}/health/ready`);
    if (status !== 200) throw new Error(`ready, but /health/ready answered ${status}`);
    child.kill('SIGTERM');
  }
  const code = await ended;
  if (readyAt === undefined) throw new Error(`serve ended with ${code} before it was ready`);
  return readyAt - startedAt;
}

async function untilHelp(main, env) {
  const startedAt = performance.now();
  const child = ownedChild(
    spawn(process.execPath, [main, '--help'], { env, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0 || !text.includes('serve')) throw new Error(`--help ended with ${code}`);
  return performance.now() - startedAt;
}
