import type { Setting } from './setting.js';
import type { Variable } from './variable.js';
import { VARIABLES } from './variables.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable or of its other name. An empty value counts as unset. */
export function givenValue(
  env: Environment,
  name: string,
  { alias = name }: Variable<unknown>,
): string | undefined {
  return env[name] || env[alias] || undefined;
}

/** What holds where a variable is not set; undefined if it has no default. */
export function defaultOf(spec: Variable<unknown>, isProduction: boolean): string | undefined {
  return isProduction ? (spec.productionDefault ?? spec.fallback) : spec.fallback;
}

/** Every variable with its value, in the order of {@link VARIABLES}. */
export function describeSettings(env: Environment): readonly Setting[] {
  const isProduction = VARIABLES.NODE_ENV.read.parse(env.NODE_ENV || undefined) === 'production';
  return Object.entries<Variable<unknown>>(VARIABLES).map(([name, spec]) => {
    const given = givenValue(env, name, spec);
    const fallback = defaultOf(spec, isProduction);
    const text = given ?? fallback;
    const isSecret = spec.secret === true;
    return {
      name,
      about: spec.about,
      value: text === undefined || isSecret ? null : withoutCredentials(name, text),
      source: given !== undefined ? 'SET' : fallback !== undefined ? 'DEFAULT' : 'NOT_SET',
      isSecret,
    };
  });
}

const URL_NAME = /_(?:URL|ENDPOINT)$/;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/** The parts of a URL that name a place; of one that cannot be read, its scheme alone. */
function withoutCredentials(name: string, text: string): string {
  const [, scheme] = SCHEME.exec(text) ?? [];
  if (!URL_NAME.test(name) || scheme === undefined) return text;
  const url = URL.canParse(text) ? new URL(text) : null;
  // A password with a slash in it reads as a path.
  if (url === null || url.pathname.includes('@')) return `${scheme}://***`;
  const user = url.username + url.password === '' ? '' : '***@';
  const path = url.pathname === '/' ? '' : url.pathname;
  const rest = `${url.search === '' ? '' : '?***'}${url.hash === '' ? '' : '#***'}`;
  return `${scheme}://${user}${url.host}${path}${rest}`;
}
