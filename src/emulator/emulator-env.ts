import { z } from 'zod';
import { exactUrl, hosts, origins, port, secretText } from '../core/env-readers.js';
import type { Secret } from '../core/secret.js';
import type { EmulatorOptions } from './emulator.js';
import { LIFETIME_PROFILES } from './state/lifetime.js';

/** Options that the environment sets (design section 3.3). */
export type EmulatorEnv = Pick<
  EmulatorOptions,
  | 'gatewayName'
  | 'webhookUrl'
  | 'host'
  | 'port'
  | 'allowedOrigins'
  | 'allowedHosts'
  | 'lifetimeProfile'
  | 'rateLimit'
> & { readonly secret: Secret; readonly apiSecret: Secret };

/** Lists all problems of an environment. Each names its variable and shows no value. */
export class EmulatorEnvError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The emulator's environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'EmulatorEnvError';
    this.problems = problems;
  }
}

/** Variables that an emulator started by `dwar dev` reads too. */
const behaviour = z.object({
  EMULATOR_LIFETIME_PROFILE: z
    .enum(LIFETIME_PROFILES, { error: `must be ${LIFETIME_PROFILES.join(' or ')}` })
    .default('uniform'),
  EMULATOR_RATE_LIMIT: z
    .string()
    .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,5}$/, 'must be calls per second and burst, such as 10/20')
    .transform((value) => {
      const [perSecond = 1, burst = 1] = value.split('/').map(Number);
      return { perSecond, burst };
    })
    .nullable()
    .default(null),
});

const environment = behaviour.extend({
  GATEWAY_NAME: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, - and _'),
  GATEWAY_SECRET: secretText,
  GATEWAY_API_SECRET: secretText,
  EMULATOR_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or address')
    .default('127.0.0.1'),
  EMULATOR_PORT: port.default(4010),
  EMULATOR_ALLOWED_ORIGINS: origins.default([]),
  DEV_ALLOWED_HOSTS: hosts.default([]),
  WEBHOOK_URL: exactUrl.nullable().default(null),
});

/** Reads the emulator's environment. An empty variable counts as unset. Throws {@link EmulatorEnvError}. */
export function readEmulatorEnv(env: Readonly<Record<string, string | undefined>>): EmulatorEnv {
  const given = setVariables(env);
  const parsed = environment.safeParse(given);
  const problems = [...(parsed.error?.issues ?? []).map(describeIssue), ...contradictions(given)];
  if (!parsed.success || problems.length > 0) throw new EmulatorEnvError(problems);
  const { data } = parsed;
  return {
    gatewayName: data.GATEWAY_NAME,
    secret: data.GATEWAY_SECRET,
    apiSecret: data.GATEWAY_API_SECRET,
    webhookUrl: data.WEBHOOK_URL,
    host: data.EMULATOR_HOST,
    port: data.EMULATOR_PORT,
    allowedOrigins: data.EMULATOR_ALLOWED_ORIGINS,
    allowedHosts: data.DEV_ALLOWED_HOSTS,
    ...behaviourOf(data),
  };
}

/** Reads the variables of `dwar dev`, which sets the others itself. Throws {@link EmulatorEnvError}. */
export function readEmulatorBehaviour(
  env: Readonly<Record<string, string | undefined>>,
): Pick<EmulatorEnv, 'lifetimeProfile' | 'rateLimit'> {
  const parsed = behaviour.safeParse(setVariables(env));
  if (!parsed.success) throw new EmulatorEnvError(parsed.error.issues.map(describeIssue));
  return behaviourOf(parsed.data);
}

function behaviourOf(data: z.infer<typeof behaviour>): Pick<EmulatorEnv, 'lifetimeProfile' | 'rateLimit'> {
  return { lifetimeProfile: data.EMULATOR_LIFETIME_PROFILE, rateLimit: data.EMULATOR_RATE_LIMIT };
}

function setVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const problem = issue.code === 'invalid_type' ? 'is missing' : issue.message;
  return `${issue.path.join('.')} ${problem}`;
}

/** Demands two different secrets, so that swapping them fails at once. */
function contradictions(given: Readonly<Record<string, string | undefined>>): string[] {
  const { GATEWAY_SECRET: secret, GATEWAY_API_SECRET: apiSecret } = given;
  return secret !== undefined && secret === apiSecret
    ? ['GATEWAY_SECRET and GATEWAY_API_SECRET must differ']
    : [];
}
