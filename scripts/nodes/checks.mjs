import { execFile } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { entriesIn } from './packed-site.mjs';
import { sessionToken, startDev, startServe } from './serve.mjs';

const run = promisify(execFile);

/** Loads entries one after another, and prints those that cannot be loaded or export nothing. */
const LOAD = (load) => `
  const names = JSON.parse(process.argv[1]);
  (async () => {
    const problems = [];
    for (const name of names) {
      try {
        if (Object.keys(${load}(name)).length === 0) problems.push(name + ' exports nothing');
      } catch (error) {
        problems.push(name + ': ' + error.message);
      }
    }
    console.log(JSON.stringify(problems));
  })();`;

/**
 * One query and one event, with the transport that the client chooses on this Node. A server on a busy machine may ask
 * for a later attempt.
 */
const QUERY = (load) => `
  const [url, token] = process.argv.slice(1);
  (async () => {
    const { createDwarClient, documents } = ${load}('@dwar/client');
    const client = createDwarClient({ url: url + '/graphql', authorization: () => 'Bearer ' + token });
    const ask = async (question, attempts = 10) => {
      try {
        return await question();
      } catch (error) {
        if (!error.isRetryable || attempts === 1) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 500));
        return await ask(question, attempts - 1);
      }
    };
    const { viewer } = await ask(() => client.query(documents.viewer, {}));
    const { value } = await ask(() => client.events().next());
    await client.close();
    console.log(JSON.stringify([viewer.__typename, value.__typename]));
  })();`;

const root = resolve(import.meta.dirname, '..', '..');
/** Tests of the built server, by the commands that a user types and the clients that a user writes. */
const END_TO_END = ['apollo-client', 'dev', 'doctor', 'front-end', 'listen', 'readme'];

/** Loads every entry of the packages that are installed in a folder. */
function loadsOf(name, site, scripted) {
  const load = async (type, how, names) => {
    const problems = await scripted(site, type, LOAD(how), JSON.stringify(names));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  };
  const entries = entriesIn(site);
  const imported = entries.map((entry) => entry.name);
  const required = entries.filter(({ hasRequire }) => hasRequire).map((entry) => entry.name);
  return {
    [`imports ${imported.length} entries of ${name}`]: () => load('module', 'await import', imported),
    [`requires ${required.length} entries of ${name}`]: () => load('commonjs', 'require', required),
  };
}

/** What is checked with each Node in the folders of `installPacked`, by name. Each function throws an Error if it does not hold. */
export function checksOf(node, sites) {
  const scripted = async (cwd, type, script, ...args) => {
    const argv = [`--input-type=${type}`, '--eval', script, ...args];
    return JSON.parse((await run(node, argv, { cwd, timeout: 60_000 })).stdout);
  };
  // As a user's shell finds it: npx, this Node, and the command that npm has linked.
  const PATH = `${dirname(node)}:${process.env.PATH}`;
  const npx = { cwd: sites.server, env: { ...process.env, PATH } };
  const command = join(sites.server, 'node_modules', '.bin', 'dwar');
  const queries = async ({ url, end }, tokenOf) => {
    const how = { module: 'await import', commonjs: 'require' };
    const asked = Object.entries(how).map(([type, loading]) =>
      scripted(sites.app, type, QUERY(loading), url, tokenOf(`viewer-${type}`)),
    );
    const answers = await Promise.all(asked).finally(end);
    const expected = JSON.stringify(['Viewer', 'StreamPosition']);
    for (const answer of answers)
      if (JSON.stringify(answer) !== expected) throw new Error(`it answered ${JSON.stringify(answer)}`);
  };
  return {
    ...loadsOf('an app with all peers', sites.app, scripted),
    'loads @dwar/client without a peer, by import and by require': async () => {
      for (const [type, how] of [
        ['module', 'await import'],
        ['commonjs', 'require'],
      ]) {
        const problems = await scripted(sites.client, type, LOAD(how), JSON.stringify(['@dwar/client']));
        if (problems.length > 0) throw new Error(problems.join('\n'));
      }
    },
    'prints the help of npx dwar': async () => {
      const { stdout } = await run('npx', ['--no-install', 'dwar', '--help'], npx);
      if (!stdout.includes('serve')) throw new Error(`dwar --help printed:\n${stdout}`);
    },
    'starts dwar serve, and answers a query and an event of both builds of the client': async () =>
      await queries(await startServe(node, command), sessionToken),
    'starts dwar dev in an empty folder, and answers the same': async () => {
      const dev = await startDev(node, command);
      await queries(dev, () => dev.token);
    },
  };
}

/** Runs tests of the built server with this Node. Throws an Error with what they wrote if one fails. */
export async function runEndToEnd(node) {
  const files = END_TO_END.map((name) => `test/e2e/${name}.test.ts`);
  const argv = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...files];
  await run(node, argv, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).catch(({ message, stderr = '' }) => {
    throw new Error(stderr || message);
  });
}
