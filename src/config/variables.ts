import { z } from 'zod';
import {
  collectorUrl,
  databaseUrl,
  headerList,
  hosts,
  origins,
  port,
  proxies,
  ratio,
  redisUrl,
  secretText,
  text,
  toggle,
  webUrl,
  whole,
} from '../core/env-readers.js';
import type { Manifest } from './documents-manifest.js';

/** One environment variable: how it is read, what it is by default, and how the documentation describes it. */
export interface Variable<T> {
  readonly about: string;
  /** The default as one would write it in the environment; absent: required or optional, see `about`. */
  readonly fallback?: string;
  /** The default in production where it differs; in development and in tests `fallback` holds. */
  readonly productionDefault?: string;
  readonly secret?: true;
  readonly read: z.ZodType<T>;
}

function variable<T>(read: z.ZodType<T>, about: string, fallback?: string): Variable<T> {
  return fallback === undefined ? { about, read } : { about, read, fallback };
}

/** More than anybody can do in a minute, or wait for in milliseconds. */
export const UNLIMITED = 10_000_000;

/** A limit that only production has, unless it is set. */
function productionLimit(least: number, about: string, productionDefault: string) {
  return { ...variable(whole(least, UNLIMITED), about, String(UNLIMITED)), productionDefault };
}

/** On in development, off in production, unless it is set. */
function developmentToggle(about: string) {
  return { ...variable(toggle, about, 'true'), productionDefault: 'false' };
}

/**
 * Every variable Dwar reads, in the order of the table in `docs/configuration.md`. The table, `.env.example` and the type of
 * {@link Config} are made from this list.
 */
export const VARIABLES = {
  NODE_ENV: variable(
    z.enum(['production', 'development', 'test']).catch('production'),
    'Anything but `development` and `test` is production.',
    'production',
  ),
  GATEWAY_NAME: variable(
    text.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, - or _'),
    'Your gateway name at smallcase. Required.',
  ),
  GATEWAY_SECRET: {
    ...variable(
      secretText,
      'Secret that signs and verifies Gateway auth tokens; production warns of one under 32 bytes. Required.',
    ),
    secret: true,
  },
  GATEWAY_API_SECRET: {
    ...variable(
      secretText,
      'API secret: request header and key of webhook checksums; production warns of one under 32 bytes. Required.',
    ),
    secret: true,
  },
  GATEWAY_API_SECRET_PREVIOUS: {
    ...variable(
      secretText.optional(),
      'The API secret before rotation; webhooks signed with it are still accepted.',
    ),
    secret: true,
  },
  GATEWAY_URL: variable(
    webUrl,
    'Base URL of the Gateway API; https in production.',
    'https://gatewayapi.smallcase.com',
  ),
  GATEWAY_ORDER_DETAILS_PATH: variable(
    text.startsWith('/', 'must begin with /').optional(),
    'Path of the order details call, if yours differs from `/v1/{gateway}/engine/user/orders`.',
  ),
  GATEWAY_MF_URL: variable(
    webUrl,
    'Base URL of the mutual-fund OTP API. Not called yet.',
    'https://mf-api.smallcase.com',
  ),
  GATEWAY_CONNECT_TIMEOUT_MS: variable(
    whole(50, 60_000),
    'Longest wait for a connection to Gateway.',
    '2000',
  ),
  GATEWAY_RESPONSE_TIMEOUT_MS: variable(
    whole(50, 60_000),
    'Longest wait for the first byte of an answer of Gateway.',
    '8000',
  ),
  GATEWAY_TOTAL_TIMEOUT_MS: variable(
    whole(50, 60_000),
    'Longest time one call to Gateway may take, retries of reads included.',
    '10000',
  ),
  AUTH_JWKS_URL: variable(
    webUrl.optional(),
    'JWKS that verifies your session tokens (asymmetric algorithms only). This or `AUTH_JWT_SECRET` is required.',
  ),
  AUTH_JWT_SECRET: {
    ...variable(
      secretText.optional(),
      'HS256 secret that verifies your session tokens; production refuses one under 32 bytes.',
    ),
    secret: true,
  },
  AUTH_ISSUER: variable(text, 'The `iss` your session tokens must have. Required.'),
  AUTH_AUDIENCE: variable(text, 'The `aud` your session tokens must have. Required.'),
  AUTH_TOKEN_TTL_SECONDS: variable(
    whole(60, 3600),
    'Life of the Gateway auth tokens handed to clients.',
    '600',
  ),
  DATABASE_URL: variable(
    databaseUrl,
    'Where the ledger is: `sqlite:PATH` for one process, or `postgres://…` for any number.',
    'sqlite:./data/dwar.db',
  ),
  REDIS_URL: variable(
    redisUrl.optional(),
    'Redis or Valkey, for cache and news between instances. Needed with `postgres://`, and only there.',
  ),
  HOST: variable(text, 'Address to listen on.', '127.0.0.1'),
  PORT: variable(port, 'Port of GraphQL and webhooks.', '4000'),
  OPS_HOST: variable(
    text,
    'Address of `/metrics` in production. In a container `0.0.0.0`, with its port kept to the scraper.',
    '127.0.0.1',
  ),
  OPS_PORT: variable(port, 'Port of `/metrics` in production.', '9464'),
  TRUST_PROXY: variable(
    proxies,
    'How many proxies stand in front: `X-Forwarded-*` is believed as far as they wrote it. `true` is one.',
    'false',
  ),
  CORS_ORIGINS: variable(
    origins,
    'Web origins that may call, separated by commas; `https://*.example.com` matches whole labels.',
    '',
  ),
  DEV_ALLOWED_HOSTS: variable(
    hosts,
    'Outside production, and for the emulator: host names or addresses besides loopback ones under which browsers and tools may call, with or without a port, separated by commas; `10.0.2.2` for Android emulators.',
    '',
  ),
  LOG_LEVEL: variable(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a pino level'),
    'Least severe level that is logged.',
    'info',
  ),
  GRAPHIQL: developmentToggle('Whether browsers get GraphiQL at `/graphql`.'),
  INTROSPECTION: developmentToggle('Whether the schema can be queried.'),
  LEPRECHAUN: variable(
    toggle,
    'Sent to clients as `AuthToken.isLeprechaun`: the SDK then uses virtual brokers.',
    'false',
  ),
  WEBHOOK_MAX_BYTES: variable(
    whole(1024, 64 * 1024 * 1024),
    'Largest webhook body.',
    String(2 * 1024 * 1024),
  ),
  GRAPHQL_MAX_BYTES: variable(whole(1024, 16 * 1024 * 1024), 'Largest body of a GraphQL request.', '100000'),
  HTTP_MAX_HEADER_BYTES: variable(whole(4096, 128 * 1024), 'Largest head of a request.', String(16 * 1024)),
  WEBSOCKET_MAX_BYTES: variable(
    whole(1024, 16 * 1024 * 1024),
    'Largest WebSocket message.',
    String(64 * 1024),
  ),
  GRAPHQL_MAX_TOKENS: variable(whole(50, 100_000), 'Most lexical tokens in one GraphQL document.', '1000'),
  GRAPHQL_MAX_DEPTH: variable(whole(1, 100), 'Deepest nesting of fields in one operation.', '10'),
  GRAPHQL_MAX_ALIASES: variable(whole(0, 10_000), 'Most aliases in one operation.', '15'),
  GRAPHQL_MAX_ROOT_FIELDS: variable(whole(1, 10_000), 'Most fields at the root of one operation.', '20'),
  GRAPHQL_MAX_DIRECTIVES: variable(whole(0, 10_000), 'Most directives in one operation.', '20'),
  GRAPHQL_MAX_SELECTIONS: variable(
    whole(1, 1_000_000),
    'Most fields and fragments in one document, those of a fragment counted each time it is used.',
    '10000',
  ),
  GRAPHQL_MAX_FIELD_PAIRS: variable(
    whole(1, 1_000_000),
    'Most pairs in one document of fields that have one name in one place, and of fragments in one place: each pair is compared.',
    '2000',
  ),
  GRAPHQL_MAX_COST: variable(
    whole(1, 10_000_000),
    'Most fields one operation may produce: those of a list count for each item of its page, an order counts 25 more, an entry of a timeline 2.',
    '25000',
  ),
  GRAPHQL_MAX_ANSWER_FIELDS: variable(
    whole(1, 10_000_000),
    'Most fields one operation may produce, counted while it runs: items of lists, each times the fields asked for of it.',
    '25000',
  ),
  GRAPHQL_MAX_ANSWER_BYTES: variable(
    whole(1024, 64 * 1024 * 1024),
    'Largest answer of one operation, in bytes of its JSON.',
    '1000000',
  ),
  GRAPHQL_MAX_OPERATION_NAME: variable(
    whole(1, 10_000),
    'Longest name of an operation, in characters.',
    '512',
  ),
  GRAPHQL_MAX_SUBSCRIPTIONS: variable(
    whole(1, 100_000),
    'Most operations that may run on one WebSocket, and most event streams of one viewer.',
    '128',
  ),
  GRAPHQL_MAX_SOCKETS: variable(
    whole(1, 100_000),
    'Most WebSockets of one viewer, or of one address without a token, at each instance.',
    '10',
  ),
  PERSISTED_DOCUMENTS: variable(
    z.enum(['off', 'log', 'only'], 'must be off, log or only'),
    'Which documents run: `off` any, sent as text; `log` any, those outside the manifest being logged; `only` those of the manifest.',
    'off',
  ),
  PERSISTED_DOCUMENTS_MANIFEST: variable(
    text.optional(),
    'JSON file of documents by id, as `@graphql-codegen/client-preset` writes it. Needed unless `off`.',
  ),
  RATE_AUTH_TOKENS: productionLimit(1, 'Auth tokens one viewer may get in a minute.', '10'),
  RATE_MUTATIONS: productionLimit(1, 'Other mutations one viewer may make in a minute.', '30'),
  RATE_ADDRESS: productionLimit(1, 'Mutations of all viewers that one address may make in a minute.', '300'),
  RATE_BAD_WEBHOOKS: productionLimit(
    1,
    'Webhooks without a good checksum that one address may send in a minute; good ones are never refused.',
    '60',
  ),
  QUERY_COST_PER_SECOND: productionLimit(
    1,
    'Points that queries of one viewer, or of one address without a token, may cost in a second at each instance; an answer costs 1, and 1 more for each 256 bytes.',
    '20000',
  ),
  OVERLOAD_LAG_MS: productionLimit(
    20,
    'How late the process may run before GraphQL requests are answered 503, in milliseconds.',
    '100',
  ),
  CACHE_MAX_BYTES: variable(
    whole(1024 * 1024, 16 * 1024 ** 3),
    'Most that a gateway without Redis keeps of recent orders, transactions and holdings in memory, in characters of their JSON.',
    String(64 * 1024 * 1024),
  ),
  INBOX_RETENTION_DAYS: variable(
    whole(7, 3650),
    'Days for which received webhooks are kept, and pending actions after the last webhook that reported them.',
    '30',
  ),
  EVENT_RETENTION_DAYS: variable(whole(1, 3650), 'How long events can be resumed from.', '30'),
  IDEMPOTENCY_RETENTION_HOURS: variable(
    whole(24, 8760),
    'How long an idempotency key answers with its transaction.',
    '48',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    collectorUrl.optional(),
    'Base URL of an OpenTelemetry collector (OTLP over HTTP) that takes traces. Without it nothing is traced.',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: {
    ...variable(
      headerList.optional(),
      'Headers for the collector, `name=value` with commas between, values percent-encoded.',
    ),
    secret: true,
  },
  OTEL_SERVICE_NAME: variable(text, 'The name under which the collector shows this service.', 'dwar'),
  OTEL_TRACES_SAMPLER_ARG: variable(
    ratio,
    'Which part of the traces that begin here is recorded, 0 to 1; a trace that a caller hands over goes by its flag.',
    '1',
  ),
  SHUTDOWN_TIMEOUT_MS: variable(whole(100, 120_000), 'Longest time a shutdown may take.', '10000'),
} as const satisfies Record<string, Variable<unknown>>;

export type Variables = typeof VARIABLES;

/** The configuration, checked: one property for each variable of {@link VARIABLES}. */
export type Config = {
  readonly [Name in keyof Variables]: z.output<Variables[Name]['read']>;
} & {
  /** What the file PERSISTED_DOCUMENTS_MANIFEST holds; empty when `off`. */
  readonly documentManifest: Manifest;
};
