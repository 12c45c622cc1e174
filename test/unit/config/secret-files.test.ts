import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig, readVariable } from '../../../src/config.js';
import { ConfigError } from '../../../src/config/config-error.js';
import { fillFromFiles, removeSecrets, SECRET_FILE_MAX_BYTES } from '../../../src/config/secret-files.js';
import { isFileVariable, type Variable } from '../../../src/config/variable.js';
import { VARIABLES } from '../../../src/config/variables.js';
import { Secret } from '../../../src/core/secret.js';
import { isWellFormed } from '../../../src/core/well-formed.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const COMPLETE = {
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'jwt-signing-secret-of-acme-0123456789',
  GATEWAY_API_SECRET: 'api-secret-of-acme-partner-0123456789',
  AUTH_JWT_SECRET: 'session-secret-of-acme-that-is-long',
  AUTH_ISSUER: 'https://login.acme.example',
  AUTH_AUDIENCE: 'dwar',
};
const VALUE = 'a-value-from-a-file-0123456789-abcdef';

afterAll(removeTemporaryFolders);

/** A file with this content that only its owner may read. */
function file(content: string | Buffer, mode = 0o600): string {
  const path = join(temporaryFolder(), 'secret');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** A complete environment in which one secret comes from a file. */
function withFile(name: string, path: string): Record<string, string> {
  const { [name]: _replaced, ...rest } = COMPLETE as Record<string, string>;
  return { ...rest, [`${name}_FILE`]: path };
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const variables = Object.entries<Variable<unknown>>(VARIABLES);
const fileVariables = variables.filter(([, spec]) => isFileVariable(spec)).map(([name]) => name);

describe('a secret in a file', () => {
  test('may be every secret, and every URL with a password', () => {
    const secrets = variables.filter(([, { secret }]) => secret === true).map(([name]) => name);
    expect(fileVariables).toEqual(expect.arrayContaining([...secrets, 'DATABASE_URL', 'REDIS_URL']));
    const wrapped = variables.filter(([, { read }]) => read.safeParse('x=12345678').data instanceof Secret);
    expect(fileVariables).toEqual(expect.arrayContaining(wrapped.map(([name]) => name)));
  });

  test.each(fileVariables)('is the value of %s', (name) => {
    const { env, problems } = fillFromFiles({ [`${name}_FILE`]: file(`${VALUE}\n`) });
    expect([env[name], [...problems]]).toEqual([VALUE, []]);
  });

  test('is no value of a variable that is neither', () => {
    expect(fillFromFiles({ GATEWAY_NAME_FILE: file('acme') }).env.GATEWAY_NAME).toBeUndefined();
  });

  test('is read as it is, without one line break at its end', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => isWellFormed(one) && !/[\r\n]$/.test(one));
    fc.assert(
      fc.property(text, fc.constantFrom('', '\n', '\r\n', '\n\n'), (value, end) => {
        const { env } = fillFromFiles({ GATEWAY_SECRET_FILE: file(`${value}${end}`) });
        expect(env.GATEWAY_SECRET).toBe(end === '\n\n' ? `${value}\n` : value);
      }),
      { numRuns: 50 },
    );
  });

  test('is accepted at the start, also when it is as large as may be', () => {
    const config = loadConfig(withFile('GATEWAY_SECRET', file(`${VALUE}\n`)));
    expect(config.GATEWAY_SECRET.reveal()).toBe(VALUE);
    const largest = 's'.repeat(SECRET_FILE_MAX_BYTES);
    expect(loadConfig(withFile('AUTH_JWT_SECRET', file(largest))).AUTH_JWT_SECRET?.reveal()).toBe(largest);
  });

  test('is found behind links, as Kubernetes mounts it, and again after they were swapped', () => {
    const folder = temporaryFolder();
    const publish = (name: string, value: string) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'secret'), value, { mode: 0o600 });
      symlinkSync(name, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    publish('..first', `${VALUE}-1`);
    symlinkSync(join('..data', 'secret'), join(folder, 'secret'));
    const read = () => loadConfig(withFile('GATEWAY_SECRET', join(folder, 'secret'))).GATEWAY_SECRET.reveal();
    expect(read()).toBe(`${VALUE}-1`);
    publish('..second', `${VALUE}-2`);
    expect(read()).toBe(`${VALUE}-2`);
  });

  test.each([
    ['is missing', () => join(temporaryFolder(), 'none'), 'names no file that exists'],
    ['is empty', () => file(''), 'names an empty file'],
    ['holds a line break only', () => file('\n'), 'names an empty file'],
    ['is a folder', temporaryFolder, 'names no regular file'],
    ['is a device', () => '/dev/zero', 'names no regular file'],
    ['is in no folder', () => join(file('x'), 'below'), 'names a file that cannot be read: ENOTDIR'],
    [
      'is too large',
      () => file('s'.repeat(SECRET_FILE_MAX_BYTES + 1)),
      'names a file of more than 65536 bytes',
    ],
    ['is not text', () => file(Buffer.from([0x73, 0xff, 0xfe, 0x73])), 'names a file that is not UTF-8'],
  ])('that %s is one problem, which shows no path', (_what, path, problem) => {
    const where = path();
    const problems = problemsOf(withFile('GATEWAY_SECRET', where));
    expect(problems).toEqual([`GATEWAY_SECRET_FILE ${problem}`]);
    expect(String(problems)).not.toContain(where);
  });

  test('that is a pipe is refused instead of waited for', () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(problemsOf(withFile('GATEWAY_SECRET', path))).toEqual([
      'GATEWAY_SECRET_FILE names no regular file',
    ]);
  });

  test('is checked as the variable is, by the name of the variable', () => {
    expect(problemsOf(withFile('GATEWAY_SECRET', file('short')))).toEqual([
      'GATEWAY_SECRET must have at least 8 characters',
    ]);
    expect(problemsOf(withFile('AUTH_JWT_SECRET', file(COMPLETE.GATEWAY_SECRET)))).toEqual([
      'GATEWAY_SECRET and AUTH_JWT_SECRET are equal; they are different secrets',
    ]);
  });

  test.each(fileVariables)('may not be given together with %s itself', (name) => {
    const { problems } = fillFromFiles({ [name]: VALUE, [`${name}_FILE`]: file(VALUE) });
    expect(problems.get(name)).toBe(`${name} and ${name}_FILE are both set; keep one`);
  });

  test('may not be given together with the other name of a proxy', () => {
    const env = { https_proxy: 'http://proxy.test', HTTPS_PROXY_FILE: file('http://proxy.test') };
    expect(problemsOf({ ...COMPLETE, ...env })).toEqual([
      'https_proxy and HTTPS_PROXY_FILE are both set; keep one',
    ]);
  });

  test('is reported with all other problems at once', () => {
    const env = { ...withFile('GATEWAY_SECRET', '/nowhere/at/all'), AUTH_ISSUER: '', PORT: 'x' };
    expect([...problemsOf(env)].sort()).toEqual([
      'AUTH_ISSUER is missing',
      'GATEWAY_SECRET_FILE names no file that exists',
      'PORT must be a whole number from 0 to 65535',
    ]);
  });
});

describe('a previous secret', () => {
  test.each(['missing', 'empty'])('whose file is %s is not set', (state) => {
    const path = state === 'empty' ? file('\n') : join(temporaryFolder(), 'none');
    const config = loadConfig({ ...COMPLETE, GATEWAY_SECRET_PREVIOUS_FILE: path });
    expect(config.GATEWAY_SECRET_PREVIOUS).toBeUndefined();
  });

  test('whose folder is missing is a mistake', () => {
    expect(problemsOf({ ...COMPLETE, GATEWAY_SECRET_PREVIOUS_FILE: '/nowhere/at/all' })).toEqual([
      'GATEWAY_SECRET_PREVIOUS_FILE names no file that exists',
    ]);
  });

  test('needs the secret itself, where a key set could take its place', () => {
    const { AUTH_JWT_SECRET: _none, ...rest } = COMPLETE;
    const env = { ...rest, AUTH_JWKS_URL: 'https://login.test/keys', AUTH_JWT_SECRET_PREVIOUS: VALUE };
    expect(problemsOf(env)).toEqual(['AUTH_JWT_SECRET_PREVIOUS needs AUTH_JWT_SECRET']);
  });

  test.each([
    ['GATEWAY_SECRET_PREVIOUS', 'GATEWAY_API_SECRET'],
    ['AUTH_JWT_SECRET_PREVIOUS', 'GATEWAY_SECRET'],
    ['GATEWAY_API_SECRET_PREVIOUS', 'AUTH_JWT_SECRET'],
  ] as const)('%s that is equal to %s is refused in production', (previous, other) => {
    expect(problemsOf({ ...COMPLETE, [previous]: COMPLETE[other] })).toEqual([
      `${other} and ${previous} are equal; they are different secrets`,
    ]);
  });

  test('may be equal to the secret itself, and may not be a sample or, for session tokens, short', () => {
    expect(problemsOf({ ...COMPLETE, GATEWAY_SECRET_PREVIOUS: COMPLETE.GATEWAY_SECRET })).toEqual([]);
    expect(problemsOf({ ...COMPLETE, GATEWAY_SECRET_PREVIOUS: 'gatewayDemo_secret' })).toEqual([
      'GATEWAY_SECRET_PREVIOUS is a published sample; use your own',
    ]);
    expect(problemsOf({ ...COMPLETE, AUTH_JWT_SECRET_PREVIOUS: 'only-a-few-bytes' })[0]).toContain(
      'AUTH_JWT_SECRET_PREVIOUS is shorter than 32 bytes',
    );
  });
});

describe('the permissions of a file', () => {
  test.each([
    ['600', []],
    ['440', []],
    ['644', ['GATEWAY_SECRET']],
    ['604', ['GATEWAY_SECRET']],
  ])('%s let every user read it: %j', (mode, readable) => {
    const config = loadConfig(withFile('GATEWAY_SECRET', file(VALUE, Number.parseInt(mode, 8))));
    expect(config.readableSecretFiles).toEqual(readable);
  });
});

describe('commands', () => {
  test('read a file in place of a variable', async () => {
    const url = `sqlite:${join(temporaryFolder(), 'dwar.db')}`;
    const env = { DATABASE_URL_FILE: file(url) };
    expect(readVariable(env, 'DATABASE_URL')).toBe(url);
    expect((await runInProcess(['migrate'], env)).code).toBe(0);
    expect(await runInProcess(['deliveries', 'list'], env)).toMatchObject({ code: 0 });
  });

  test('say what is wrong with it, and exit with 2', async () => {
    const { code, stderr } = await runInProcess(['migrate'], { DATABASE_URL_FILE: '/nowhere/at/all' });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('DATABASE_URL_FILE names no file that exists'),
    ]);
  });

  test('take the URL of a ledger from the file of any variable', async () => {
    const from = `sqlite:${join(temporaryFolder(), 'dwar.db')}`;
    await runInProcess(['migrate'], { DATABASE_URL: from });
    const to = `sqlite:${join(temporaryFolder(), 'dwar.db')}`;
    const env = { OLD_LEDGER_FILE: file(from), DATABASE_URL: to };
    expect(await runInProcess(['migrate', '--from', 'env:OLD_LEDGER'], env)).toMatchObject({ code: 0 });
    const missing = await runInProcess(['migrate', '--from', 'env:OTHER'], env);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('OTHER, which is not set')]);
  });

  test('sign a token of development with it', async () => {
    const env = { ...withFile('AUTH_JWT_SECRET', file(VALUE)), NODE_ENV: 'test' };
    expect(await runInProcess(['token', '--viewer', 'alice'], env)).toMatchObject({ code: 0 });
  });
});

describe('the environment of the process', () => {
  test('keeps no secret once it was read, and everything else', () => {
    const others = { PATH: '/bin', GATEWAY_NAME: 'acme', GATEWAY_SECRET_FILE: '/run/secret' };
    const aliases = variables.flatMap(([, { alias, secret }]) =>
      alias !== undefined && secret === true ? [alias] : [],
    );
    const secrets = Object.fromEntries([...fileVariables, ...aliases].map((name) => [name, VALUE]));
    const env: Record<string, string | undefined> = { ...others, ...secrets };
    removeSecrets(env);
    expect(env).toEqual(others);
  });
});
