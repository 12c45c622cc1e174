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
import { GATEWAY_VARIABLES } from './gateway-variables.js';
import { OPS_VARIABLES } from './ops-variables.js';
import { OUTGOING_VARIABLES } from './outgoing-variables.js';
import { PROXY_VARIABLES } from './proxy-variables.js';
import { RETENTION_VARIABLES } from './retention-variables.js';
import { SERVICE_VARIABLES } from './service-variables.js';
import type { Setting } from './setting.js';
import {
  developmentToggle,
  operationLimit,
  previousSecret,
  productionLimit,
  rotatingSecret,
  type Variable,
  urlWithPassword,
  variable,
} from './variable.js';

/**
 * Every variable Dwar reads, in the order of the table in `docs/configuration.md`. The table, `.env.example`
 * and the type {@link Config} are derived from this list.
 */
export const VARIABLES = {
  NODE_ENV: variable(
    z.enum(['production', 'development', 'test']).catch('production'),
    '`development` or `test` relaxes checks and limits; any other value means `production`.',
    'production',
  ),
  ...GATEWAY_VARIABLES,
  AUTH_JWKS_URL: variable(
    webUrl.optional(),
    'URL of the JWKS that verifies your session tokens (asymmetric algorithms only). ' +
      'Set this or `AUTH_JWT_SECRET`, not both.',
  ),
  AUTH_JWT_SECRET: rotatingSecret(
    secretText.optional(),
    'HS256 secret that verifies your session tokens. Production refuses fewer than 32 bytes.',
  ),
  AUTH_JWT_SECRET_PREVIOUS: previousSecret(
    secretText.optional(),
    'The other secret during a [rotation](secrets.md#rotate-auth_jwt_secret): session tokens signed with ' +
      'it are accepted too. Needs `AUTH_JWT_SECRET`.',
  ),
  AUTH_ISSUER: variable(text, 'Value that the `iss` claim of your session tokens must have.'),
  AUTH_AUDIENCE: variable(text, 'Value that the `aud` claim of your session tokens must have.'),
  CLOCK_TOLERANCE_SECONDS: variable(
    whole(0, 60),
    'How far the clocks of your login and of Gateway may be off from this one, in seconds, when `exp` and ' +
      '`nbf` of their tokens are checked. `iat` is not checked.',
    '5',
  ),
  ...SERVICE_VARIABLES,
  AUTH_TOKEN_TTL_SECONDS: variable(
    whole(60, 3600),
    'Lifetime of the Gateway auth tokens issued to clients, in seconds.',
    '600',
  ),
  DATABASE_URL: urlWithPassword(
    databaseUrl,
    'The ledger: `sqlite:PATH` for a single process, `postgres://…` for any number of instances.',
    'sqlite:./data/dwar.db',
  ),
  REDIS_URL: urlWithPassword(
    redisUrl.optional(),
    'Redis or Valkey for the shared cache and for notifications between instances. ' +
      'Required with `postgres://`, refused with `sqlite:`.',
  ),
  HOST: variable(text, 'Address to listen on for GraphQL and webhooks.', '127.0.0.1'),
  PORT: variable(port, 'Port for GraphQL and webhooks; 0 picks a free one.', '4000'),
  ...OPS_VARIABLES,
  TRUST_PROXY: variable(
    proxies,
    'Number of trusted proxies in front of Dwar, for `X-Forwarded-*`. `true` means 1, `false` means 0.',
    'false',
  ),
  ...PROXY_VARIABLES,
  KEEP_ALIVE_SECONDS: variable(
    whole(1, 3600),
    'How long an idle connection of a client or load balancer stays open, in seconds. ' +
      'Must be above the idle time of the load balancer, or requests meet connections that are being closed.',
    '620',
  ),
  CORS_ORIGINS: variable(
    origins,
    'Origins whose pages may call the API, separated by commas: a scheme, a host and a port other than the ' +
      "scheme's own, such as `https://app.example.com` or an app's `capacitor://localhost`. " +
      'The `*` of `https://*.example.com` stands for one or more whole labels.',
    '',
  ),
  DEV_ALLOWED_HOSTS: variable(
    hosts,
    'Outside production, and for the emulator: host names or addresses other than loopback that requests ' +
      'may use, separated by commas, with or without a port. Android emulators need `10.0.2.2`.',
    '',
  ),
  LOG_LEVEL: variable(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a pino level'),
    'Least severe level to log: `trace`, `debug`, `info`, `warn`, `error`, `fatal`, or `silent` for no log.',
    'info',
  ),
  GRAPHIQL: developmentToggle('Whether `/graphql` serves GraphiQL to browsers.'),
  INTROSPECTION: developmentToggle('Whether clients may query the schema.'),
  LEPRECHAUN: variable(
    toggle,
    'Sent to clients as `AuthToken.isLeprechaun`: `true` makes the SDK use virtual brokers.',
    'false',
  ),
  WEBHOOK_MAX_BYTES: variable(
    whole(1024, 64 * 1024 * 1024),
    'Largest webhook body, in bytes; a larger one is refused with status 413 and lost, since Gateway sends ' +
      'the same again.',
    String(10 * 1024 * 1024),
  ),
  GRAPHQL_MAX_BYTES: variable(
    whole(1024, 16 * 1024 * 1024),
    'Largest body of a GraphQL request, in bytes; a larger one is refused with status 413.',
    '100000',
  ),
  HTTP_MAX_HEADER_BYTES: variable(
    whole(4096, 128 * 1024),
    'Largest request line and headers together, in bytes; larger ones are refused with status 431.',
    String(16 * 1024),
  ),
  WEBSOCKET_MAX_BYTES: variable(
    whole(1024, 16 * 1024 * 1024),
    'Largest WebSocket message, in bytes; a larger one closes the socket with code 1009.',
    String(64 * 1024),
  ),
  GRAPHQL_MAX_TOKENS: operationLimit(50, 100_000, 'Lexical tokens in one document', '1000'),
  GRAPHQL_MAX_DEPTH: operationLimit(1, 100, 'Levels of nested fields in one operation', '10'),
  GRAPHQL_MAX_ALIASES: operationLimit(0, 10_000, 'Aliases in one operation', '15'),
  GRAPHQL_MAX_ROOT_FIELDS: operationLimit(1, 10_000, 'Root fields in one operation', '20'),
  GRAPHQL_MAX_DIRECTIVES: operationLimit(0, 10_000, 'Directives in one operation', '20'),
  GRAPHQL_MAX_SELECTIONS: operationLimit(
    1,
    1_000_000,
    'Fields and fragments in one document, the content of a fragment counted at each use',
    '10000',
  ),
  GRAPHQL_MAX_FIELD_PAIRS: operationLimit(
    1,
    1_000_000,
    'Pairs that validation compares in one document: fields with the same response name in one selection, ' +
      'and fragments in one selection',
    '2000',
  ),
  GRAPHQL_MAX_COST: operationLimit(
    1,
    10_000_000,
    'Cost of one operation, estimated before it runs: 1 per field, times the page size inside a list, ' +
      'plus 25 per order and 2 per timeline entry',
    '25000',
  ),
  GRAPHQL_MAX_ANSWER_FIELDS: operationLimit(
    1,
    10_000_000,
    'Fields produced by one operation, counted while it runs: ' +
      'the items of each list times the fields selected',
    '25000',
  ),
  GRAPHQL_MAX_ANSWER_BYTES: operationLimit(
    1024,
    64 * 1024 * 1024,
    'Size of one response, in bytes of JSON',
    '1000000',
  ),
  GRAPHQL_MAX_OPERATION_NAME: operationLimit(1, 10_000, 'Length of an operation name, in characters', '512'),
  GRAPHQL_MAX_SUBSCRIPTIONS: variable(
    whole(1, 100_000),
    'Concurrent operations on one WebSocket, and concurrent event streams of one viewer; more are refused.',
    '128',
  ),
  GRAPHQL_MAX_SOCKETS: variable(
    whole(1, 100_000),
    'Open WebSockets of one viewer, or of one address without a token, at each instance; ' +
      'another one is closed with code 4411, unless one of them is silent and gives way to it.',
    '10',
  ),
  PERSISTED_DOCUMENTS: variable(
    z.enum(['off', 'log', 'only'], 'must be off, log or only'),
    'Which documents run: with `off` any, sent as text; with `log` any, and those outside the manifest ' +
      'are logged; with `only` those of the manifest.',
    'off',
  ),
  PERSISTED_DOCUMENTS_MANIFEST: variable(
    text.optional(),
    'Path of a JSON file that maps ids to documents, as `@graphql-codegen/client-preset` writes it. ' +
      'Required unless `PERSISTED_DOCUMENTS` is `off`.',
  ),
  RATE_AUTH_TOKENS: productionLimit(
    1,
    'Auth tokens per viewer and minute; more are refused as `RATE_LIMITED`.',
    '10',
  ),
  RATE_MUTATIONS: productionLimit(
    1,
    'Other mutations per viewer and minute; more are refused as `RATE_LIMITED`.',
    '30',
  ),
  RATE_ADDRESS: productionLimit(
    1,
    'Mutations of all viewers per address and minute; more are refused as `RATE_LIMITED`.',
    '300',
  ),
  RATE_BAD_WEBHOOKS: productionLimit(
    1,
    'Webhooks without a valid checksum per address and minute; more are refused with status 429. ' +
      'Valid webhooks are not counted.',
    '60',
  ),
  QUERY_COST_PER_SECOND: productionLimit(
    1,
    'Points per second that one viewer, or one address without a token, may spend on queries at each ' +
      'instance; queries beyond that are refused as `RATE_LIMITED`. ' +
      'A response costs 1 point, plus 1 for each 256 bytes.',
    '20000',
  ),
  OVERLOAD_LAG_MS: productionLimit(
    20,
    'How late the event loop may run, in milliseconds; ' +
      'beyond that GraphQL requests are refused with status 503.',
    '100',
  ),
  CACHE_MAX_BYTES: variable(
    whole(1024 * 1024, 16 * 1024 ** 3),
    'Size of each cache in memory, in bytes: answers; orders, transactions and holdings as objects; ' +
      'the catalogue; and, without Redis, the same as JSON.',
    String(64 * 1024 * 1024),
  ),
  ...RETENTION_VARIABLES,
  ...OUTGOING_VARIABLES,
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    collectorUrl.optional(),
    'Base URL of the OpenTelemetry collector (OTLP over HTTP) that receives traces. Unset disables tracing.',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: rotatingSecret(
    headerList.optional(),
    'Headers for the collector: `name=value` pairs separated by commas, values percent-encoded.',
  ),
  OTEL_SERVICE_NAME: variable(text, 'Name of this service at the collector.', 'dwar'),
  OTEL_TRACES_SAMPLER_ARG: variable(
    ratio,
    'Share of new traces to record, from 0 to 1. A trace that a caller started follows its sampled flag.',
    '1',
  ),
  SHUTDOWN_DELAY_SECONDS: variable(
    whole(0, 300),
    'How long everything is still served after SIGTERM while `/health/ready` is 503 already, in seconds: ' +
      'until load balancers send no more requests. `SHUTDOWN_TIMEOUT_MS` begins after it.',
    '0',
  ),
  SHUTDOWN_TIMEOUT_MS: variable(
    whole(100, 120_000),
    'Time limit for a shutdown, in milliseconds; requests and sockets still open then are cut off.',
    '10000',
  ),
} as const satisfies Record<string, Variable<unknown>>;

export type Variables = typeof VARIABLES;

/** The validated configuration: one property per variable of {@link VARIABLES}. */
export type Config = {
  readonly [Name in keyof Variables]: z.output<Variables[Name]['read']>;
} & {
  /** The documents of PERSISTED_DOCUMENTS_MANIFEST by id; empty when PERSISTED_DOCUMENTS is `off`. */
  readonly documentManifest: Manifest;
  /** Files of secrets that every user of the machine may read, by the names of their variables. */
  readonly readableSecretFiles: readonly string[];
  /** What was set and what is a default, without secrets. */
  readonly settings: readonly Setting[];
};
