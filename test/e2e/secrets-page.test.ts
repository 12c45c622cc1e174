import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isFileVariable, type Variable } from '../../src/config/variable.js';
import { VARIABLES } from '../../src/config/variables.js';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { blockNames, blockOf, CommandFolder } from '../support/doc-commands.js';
import { findFreePort, readMetric } from '../support/gateway-process.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';
import { until } from '../support/until.js';

/** Runs the commands of docs/secrets.md as written, except for the ports. */

const WHO = graphql(/* GraphQL */ `
  query WhoByTheCommandsOfThePage { viewer { id } }
`);

const page = readProjectFile('docs/secrets.md');
const folder = new CommandFolder();
const block = (name: string) => blockOf(page, 'run', name);
const read = (name: string) => readFileSync(join(folder.path, 'secrets', name), 'utf8').trim();

afterAll(() => folder.remove());

const variables = Object.entries<Variable<unknown>>(VARIABLES);

describe('docs/secrets.md', () => {
  test('says of every secret whether a reload takes it', () => {
    for (const [name, spec] of variables.filter(
      ([, one]) => isFileVariable(one) && one.isTemporary !== true,
    )) {
      const [, takes] = new RegExp(`^\\| .*\`${name}\`.* \\| .* \\| (yes|restart) \\|`, 'm').exec(page) ?? [];
      expect([name, takes]).toEqual([name, spec.reloads === true ? 'yes' : 'restart']);
    }
  });

  test('has a section for the rotation of each secret that has two values', () => {
    const names = variables.filter(([, { isTemporary }]) => isTemporary === true).map(([name]) => name);
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(page).toContain(`### Rotate ${name.replace('_PREVIOUS', '')}\n`);
  });

  test('gives Kubernetes variables that there are', () => {
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const [container] = parse(text).spec.containers as { env: { name: string; value: string }[] }[];
    const named = container?.env.map(({ name }) => name.replace(/_FILE$/, '')) ?? [];
    expect(named.length).toBeGreaterThan(4);
    const known = variables.filter(([, spec]) => isFileVariable(spec)).map(([name]) => name);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('rotates a secret by its commands, and every step does what it says', async () => {
    expect(blockNames(page, 'run')).toEqual(['files', 'start', 'check', 'accept', 'switch', 'finish']);
    const [port, opsPort] = [await findFreePort(), await findFreePort()];
    folder.command('dwar', `exec '${process.execPath}' '${join(projectRoot, 'bin/dwar.mjs')}' "$@"`);
    mkdirSync(join(folder.path, 'secrets'));
    for (const name of ['gateway', 'gateway-api'])
      writeFileSync(join(folder.path, 'secrets', name), `the-secret-of-${name}-0123456789-abcdef\n`);
    await folder.run(block('files'));
    const first = read('auth-jwt');
    const own = `export PORT=${port} OPS_PORT=${opsPort} DATABASE_URL=sqlite:dwar.db`;
    await folder.follow(`${own}\n${block('start')}`, async (sees) => {
      await sees(/"msg":"ready"/);
      const answers = async (secret: string) => {
        const token = await sessionToken('alice', {}, secret, 'https://login.example.com');
        const client = new GraphqlClient(`http://127.0.0.1:${port}`, token);
        return (await client.send(WHO)).errors.length === 0;
      };
      const reloads = () => readMetric(`http://127.0.0.1:${opsPort}`, 'dwar_config_reloads_total');
      const step = async (name: string, count: number) => {
        await folder.run(block(name));
        await until(name, async () => (await reloads()) === count);
      };
      expect(await answers(first)).toBe(true);
      await step('accept', 1);
      const second = read('auth-jwt.previous');
      expect([second === first, await answers(first), await answers(second)]).toEqual([false, true, true]);
      await step('switch', 2);
      expect([read('auth-jwt'), read('auth-jwt.previous')]).toEqual([second, first]);
      expect([await answers(first), await answers(second)]).toEqual([true, true]);
      await step('finish', 3);
      expect([await answers(first), await answers(second)]).toEqual([false, true]);
      const metrics = await folder.run(block('check').replace('127.0.0.1:9464', `127.0.0.1:${opsPort}`));
      expect(metrics).toContain('dwar_config_reloads_total{outcome="ok"} 3');
      const log = await sees(/"changed":\["AUTH_JWT_SECRET_PREVIOUS"\]/);
      expect(log).toContain('"changed":["AUTH_JWT_SECRET","AUTH_JWT_SECRET_PREVIOUS"]');
      for (const value of [first, second]) expect(log).not.toContain(value);
    });
  });
});
