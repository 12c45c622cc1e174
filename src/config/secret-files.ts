import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './config-error.js';
import { isFileVariable, type Variable } from './variable.js';
import { VARIABLES } from './variables.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Largest file of a secret, in bytes. */
export const SECRET_FILE_MAX_BYTES = 64 * 1024;

/** An environment in which secrets from files have their values. */
export interface FilledEnvironment {
  /** A secret whose file is of no use has the value `?`: it counts as set. */
  readonly env: Environment;
  /** What is wrong with a file, by the name of the secret. */
  readonly problems: ReadonlyMap<string, string>;
  /** The secrets whose files every user of the machine may read. */
  readonly readable: readonly string[];
}

/** The variable that names the file of a secret. */
export function fileVariableOf(name: string): string {
  return `${name}_FILE`;
}

/** Whether a variable has a value, directly or from a file. An empty value counts as unset. */
export function isGiven(env: Environment, name: string): boolean {
  return Boolean(env[name] || env[fileVariableOf(name)]);
}

/** Reads the file of each secret that `<NAME>_FILE` names. Problems name the variable and show no value. */
export function fillFromFiles(
  env: Environment,
  variables: Readonly<Record<string, Variable<unknown>>> = VARIABLES,
): FilledEnvironment {
  const filled: Record<string, string | undefined> = { ...env };
  const problems = new Map<string, string>();
  const readable: string[] = [];
  for (const [name, spec] of Object.entries(variables)) {
    const path = isFileVariable(spec) ? env[fileVariableOf(name)] : undefined;
    if (!path) continue;
    const found = readGiven(env, name, spec, path);
    filled[name] = found.problem === undefined ? found.value : '?';
    if (found.problem !== undefined) problems.set(name, found.problem);
    if (found.isReadable) readable.push(name);
  }
  return { env: filled, problems, readable };
}

/** As {@link fillFromFiles}, for what knows of no files. Throws {@link ConfigError}. */
export function withSecretFiles(
  env: Environment,
  variables: Readonly<Record<string, Variable<unknown>>> = VARIABLES,
): Environment {
  const filled = fillFromFiles(env, variables);
  if (filled.problems.size > 0) throw new ConfigError([...filled.problems.values()]);
  return filled.env;
}

/**
 * Removes the secrets from the environment of this process, so that no child process and no report of a crash
 * gets them. What the process started with stays visible in `/proc`: a file leaves nothing there.
 */
export function removeSecrets(env: Record<string, string | undefined>): void {
  for (const [name, spec] of Object.entries<Variable<unknown>>(VARIABLES)) {
    if (!isFileVariable(spec)) continue;
    delete env[name];
    if (spec.alias !== undefined) delete env[spec.alias];
  }
}

interface Found {
  readonly value?: string;
  readonly problem?: string;
  readonly isReadable?: boolean;
}

function readGiven(env: Environment, name: string, spec: Variable<unknown>, path: string): Found {
  const variable = fileVariableOf(name);
  const other = [name, spec.alias].find((given) => given !== undefined && env[given]);
  if (other !== undefined) return { problem: `${other} and ${variable} are both set; keep one` };
  const found = readSecretFile(path, spec.isTemporary === true);
  return found.problem === undefined ? found : { ...found, problem: `${variable} ${found.problem}` };
}

/** A problem is a predicate: "names an empty file". It does not repeat the path, which may be the secret. */
function readSecretFile(path: string, mayBeAbsent: boolean): Found {
  let file: number;
  try {
    // Opening a pipe would wait for its writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && mayBeAbsent && existsSync(dirname(path))) return {};
    return { problem: code === 'ENOENT' ? 'names no file that exists' : `names a file that ${denied(code)}` };
  }
  try {
    return readOpenFile(file, mayBeAbsent);
  } catch (error) {
    return { problem: `names a file that ${denied((error as NodeJS.ErrnoException).code)}` };
  } finally {
    closeSync(file);
  }
}

function denied(code: string | undefined): string {
  return `cannot be read: ${code ?? 'unknown error'}`;
}

function readOpenFile(file: number, mayBeEmpty: boolean): Found {
  const stats = fstatSync(file);
  if (!stats.isFile()) return { problem: 'names no regular file' };
  if (stats.size > SECRET_FILE_MAX_BYTES)
    return { problem: `names a file of more than ${SECRET_FILE_MAX_BYTES} bytes` };
  const isReadable = (stats.mode & constants.S_IROTH) !== 0;
  const value = decode(readFileSync(file))?.replace(/\r?\n$/, '');
  if (value === undefined) return { problem: 'names a file that is not UTF-8' };
  if (value === '') return mayBeEmpty ? {} : { problem: 'names an empty file' };
  return { value, isReadable };
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
