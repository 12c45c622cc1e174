import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sessionToken, startServe } from './serve.mjs';

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

/** What is checked with each Node, by name. Each function throws an Error if it does not hold. */
export function checksOf(node, site, entries) {
  const command = join(site, 'node_modules', 'dwar', 'bin', 'dwar.mjs');
  const scripted = async (type, script, ...args) => {
    const argv = [`--input-type=${type}`, '--eval', script, ...args];
    return JSON.parse((await run(node, argv, { cwd: site, timeout: 60_000 })).stdout);
  };
  const load = async (type, how, names) => {
    const problems = await scripted(type, LOAD(how), JSON.stringify(names));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  };
  const imported = entries.map(({ name }) => name);
  const required = entries.filter(({ hasRequire }) => hasRequire).map(({ name }) => name);
  return {
    [`imports ${imported.length} entries`]: () => load('module', 'await import', imported),
    [`requires ${required.length} entries`]: () => load('commonjs', 'require', required),
    'prints the help of dwar': async () => {
      const { stdout } = await run(node, [command, '--help'], { cwd: site });
      if (!stdout.includes('serve')) throw new Error(`dwar --help printed:\n${stdout}`);
    },
    'starts dwar serve, and answers a query and an event of both builds of the client': async () => {
      const server = await startServe(node, command);
      const how = { module: 'await import', commonjs: 'require' };
      const asked = Object.entries(how).map(([type, loading]) =>
        scripted(type, QUERY(loading), server.url, sessionToken(`viewer-${type}`)),
      );
      const answers = await Promise.all(asked).finally(server.end);
      const expected = JSON.stringify(['Viewer', 'StreamPosition']);
      for (const answer of answers)
        if (JSON.stringify(answer) !== expected) throw new Error(`it answered ${JSON.stringify(answer)}`);
    },
  };
}
