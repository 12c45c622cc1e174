import { test } from '@jest/globals';

/**
 * `test` when `present`, otherwise `test.skip`: for tests that need something a machine may not have.
 * Where CI is `true` nothing may be skipped that way: throws instead, so that the whole file fails by name.
 */
export function requireOrSkip(
  name: string,
  present: boolean,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): typeof test | typeof test.skip {
  if (present) return test;
  if (environment.CI === 'true')
    throw new Error(`${name} is absent, and under CI no test may be skipped for that`);
  return test.skip;
}
