import type { z } from 'zod';
import { ConfigError } from './config/config-error.js';
import { type Manifest, readManifest } from './config/documents-manifest.js';
import { contradictions } from './config/rules.js';
import { fillFromFiles, withSecretFiles } from './config/secret-files.js';
import { defaultOf, describeSettings, givenValue } from './config/settings.js';
import type { Variable } from './config/variable.js';
import { type Config, VARIABLES, type Variables } from './config/variables.js';

/**
 * Reads and validates the environment and the files of secrets that it names; an empty value counts as unset.
 * Throws {@link ConfigError} with every problem.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const { env, problems: ofFiles, readable: readableSecretFiles } = fillFromFiles(environment);
  const problems = [...ofFiles.values()];
  const values: Record<string, unknown> = {};
  const isProduction = readVariable(env, 'NODE_ENV') === 'production';
  for (const [name, spec] of Object.entries<Variable<unknown>>(VARIABLES)) {
    if (ofFiles.has(name)) continue;
    const given = givenValue(env, name, spec);
    const result = spec.read.safeParse(given ?? defaultOf(spec, isProduction));
    if (result.success) values[name] = result.data;
    else problems.push(`${name} ${describe(given, result.error)}`);
  }
  const documentManifest = loadManifest(values);
  if (typeof documentManifest === 'string') problems.push(`PERSISTED_DOCUMENTS_MANIFEST ${documentManifest}`);
  const settings = describeSettings(env);
  const config = { ...values, documentManifest, readableSecretFiles, settings } as Config;
  problems.push(...contradictions(config, env));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/**
 * Reads a single variable, or its file, for commands that need no other. Throws {@link ConfigError}.
 */
export function readVariable<Name extends keyof Variables>(
  environment: Readonly<Record<string, string | undefined>>,
  name: Name,
): z.output<Variables[Name]['read']> {
  const spec: Variable<unknown> = VARIABLES[name];
  const env = withSecretFiles(environment, { [name]: spec });
  const given = givenValue(env, name, spec);
  const result = spec.read.safeParse(given ?? spec.fallback);
  if (result.success) return result.data as z.output<Variables[Name]['read']>;
  throw new ConfigError([`${name} ${describe(given, result.error)}`]);
}

function describe(given: string | undefined, error: z.ZodError): string {
  return given === undefined ? 'is missing' : (error.issues[0]?.message ?? 'is not valid');
}

/**
 * Reads the manifest, unless the mode is `off`: then a broken file does no harm. Returns a problem as a
 * string.
 */
function loadManifest(values: Record<string, unknown>): Manifest | string {
  const { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_MANIFEST: path } = values;
  if (mode === undefined || mode === 'off') return new Map();
  return typeof path === 'string' ? readManifest(path) : `is missing; PERSISTED_DOCUMENTS=${mode} needs it`;
}
