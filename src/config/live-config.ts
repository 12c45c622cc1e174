import { Secret, type SecretKeys } from '../core/secret.js';
import type { Variable } from './variable.js';
import { type Config, VARIABLES } from './variables.js';

type SecretName = {
  [Name in keyof Config]: Config[Name] extends Secret | undefined ? Name : never;
}[keyof Config];

/** The secrets with a `_PREVIOUS` value, by their names. */
type RotatedName = {
  [Name in SecretName]: `${Name}_PREVIOUS` extends SecretName ? Name : never;
}[SecretName];

/** What a reload has done, by the names of variables. */
export interface ReloadOutcome {
  readonly changed: readonly string[];
  /** They have another value now, which only a restart takes. */
  readonly needRestart: readonly string[];
}

/** The configuration of a running instance, of which a reload replaces the secrets. */
export class LiveConfig {
  #current: Config;
  #generation = 0;

  constructor(config: Config) {
    this.#current = config;
  }

  /** The configuration now. Read it at each use of a secret. */
  get current(): Config {
    return this.#current;
  }

  /** The values of a secret now. Without one, nothing is accepted. */
  keys(name: RotatedName): SecretKeys {
    const read = () => this.#current;
    const generation = () => this.#generation;
    return {
      get current() {
        const secret = read()[name];
        if (secret === undefined) throw new RangeError(`${name} is not set`);
        return secret;
      },
      get accepted() {
        const { [name]: secret, [`${name}_PREVIOUS` as const]: previous } = read();
        return [secret, previous].filter((value) => value !== undefined);
      },
      get generation() {
        return generation();
      },
    };
  }

  /** Takes the values of a valid configuration that may change while Dwar runs. */
  reload(next: Config): ReloadOutcome {
    const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];
    const differing = names.filter((name) => !isSame(this.#current[name], next[name]));
    const changed = differing.filter((name) => (VARIABLES[name] as Variable<unknown>).reloads === true);
    const needRestart: string[] = differing.filter((name) => !changed.includes(name));
    if (!isSameManifest(this.#current, next)) needRestart.push('PERSISTED_DOCUMENTS_MANIFEST');
    const taken = Object.fromEntries(changed.map((name) => [name, next[name]]));
    const { settings, readableSecretFiles } = next;
    this.#current = { ...this.#current, ...taken, settings, readableSecretFiles };
    if (changed.length > 0) this.#generation += 1;
    return { changed, needRestart };
  }
}

function isSame(left: unknown, right: unknown): boolean {
  if (left instanceof Secret && right instanceof Secret) return left.equals(right.reveal());
  return JSON.stringify(left) === JSON.stringify(right);
}

function isSameManifest({ documentManifest: left }: Config, { documentManifest: right }: Config): boolean {
  return left.size === right.size && [...left].every(([id, text]) => right.get(id) === text);
}
