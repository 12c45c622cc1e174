import { VARIABLES } from '../../src/config/variables.js';
import { describeSettings } from '../../src/config/settings.js';

type Finding = Readonly<Record<'subject' | 'level' | 'text', string>> & { readonly hint: string | null };

const ok = (subject: string, text: string): Finding => ({ subject, level: 'OK', text, hint: null });

/** What the stage finds by each check; a test may change it. */
export function makeFindings(): Record<string, readonly Finding[]> {
  return {
    NODE: [ok('node', '22.13.0')],
    SECRETS: [
      {
        subject: 'secrets',
        level: 'WARNING',
        text: 'GATEWAY_API_SECRET_PREVIOUS is set',
        hint: 'Remove it 48 hours after the rotation: Gateway retries webhooks for that long.',
      },
      {
        subject: 'secrets',
        level: 'WARNING',
        text: 'GATEWAY_SECRET is shorter than 32 bytes',
        hint: 'Ask smallcase for a longer one: a short one can be brute-forced.',
      },
    ],
    DOCUMENTS: [ok('documents', 'off')],
    STORAGE: [ok('storage', 'PostgreSQL at db.internal:5432/ledger is writable; its schema is up to date')],
    REDIS: [],
    PROXY: [],
    UPSTREAM: [
      {
        subject: 'upstream',
        level: 'FAILURE',
        text: 'GATEWAY_SECRET and GATEWAY_API_SECRET are swapped: Gateway accepts them the other way round',
        hint: 'GATEWAY_SECRET signs tokens; GATEWAY_API_SECRET authenticates requests and signs webhooks.',
      },
      ok('clock', "Gateway's clock is 12 ms ahead of ours"),
    ],
    KEY_SET: [ok('jwks', 'https://login.example.com/.well-known/jwks.json holds 2 key(s)')],
    CONSOLE: [],
  };
}

/** The process as the stage describes it. */
export function makeInstance(now: number) {
  return {
    at: new Date(now).toISOString(),
    startedAt: new Date(now - 3 * 3_600_000 - 720_000).toISOString(),
    version: '0.1.0',
    nodeVersion: '22.13.0',
    profile: 'production',
    ledger: 'PostgreSQL at db.internal:5432/ledger',
    cache: 'Redis',
    migrations: ['0001-initial', '0002-failed-reads', '0013-operator-lists', '0014-console'],
    residentMemoryMib: 182,
    heapMib: 64,
    eventLoopDelayP99Ms: 12,
    eventLoopDelayMaxMs: 48,
  };
}

/** Every variable, with values as in production. */
export function makeSettings() {
  return describeSettings({
    NODE_ENV: 'production',
    GATEWAY_NAME: 'acme',
    GATEWAY_SECRET: 'not shown',
    GATEWAY_API_SECRET: 'not shown',
    AUTH_JWKS_URL: 'https://login.example.com/.well-known/jwks.json',
    AUTH_ISSUER: 'https://login.example.com/',
    AUTH_AUDIENCE: 'dwar',
    DATABASE_URL: 'postgres://dwar:password@db.internal:5432/ledger?sslmode=require',
    REDIS_URL: 'rediss://:password@cache.internal:6380/0',
    CORS_ORIGINS: 'https://app.example.com,https://*.example.com',
  });
}

/** How many variables there are. */
export const VARIABLE_COUNT = Object.keys(VARIABLES).length;

/** The resolvers of the stage for this screen. */
export function doctorRoots(world: {
  readonly findings: Record<string, readonly Finding[]>;
  readonly instance: object;
  readonly settings: readonly object[];
}) {
  return {
    instance: () => world.instance,
    settings: () => world.settings,
    doctor: ({ check }: { check: string }) => ({
      check,
      ranAt: new Date().toISOString(),
      tookMs: 42,
      findings: world.findings[check] ?? [],
    }),
  };
}
