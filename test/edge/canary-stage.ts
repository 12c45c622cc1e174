import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { createLog } from '../../src/core/log.js';
import { Secret } from '../../src/core/secret.js';
import { environment, startApp, type TestApp } from '../support/app.js';
import { startCollector, type TestCollector } from '../support/collector.js';
import { startEmulator } from '../support/emulator.js';
import { type Answer, type EventQueue, GraphqlClient } from '../support/graphql-client.js';
import { Player } from '../support/player.js';
import { freePort } from '../support/services.js';
import { Canaries, type Seen } from './canaries.js';
import { type EchoingUpstream, startEchoingUpstream } from '../support/echoing-upstream.js';

/** Where something left the process. */
export const SINKS = ['answers', 'streams', 'log', 'metrics', 'traces', 'commands', 'bundles'] as const;
export type Sink = (typeof SINKS)[number];

/** Values that no configuration, user or broker would have by chance. The secrets contain characters that every format has to escape. */
export const VALUES = {
  apiSecret: 'kanari-api/secret+7Q2=x&y"z~40117',
  jwtSecret: 'kanari-jwt/secret+5W8=p&q"r~90221',
  sessionSecret: 'kanari-session/secret+3K6=u&v"w~60335-long-enough',
  previousSecret: 'kanari-previous/secret+1Z9=k&l"m~20448',
  collectorKey: 'kanari-collector/key+9X4=d&e"f~60551',
  pan: 'KNARY4071Q',
  phone: '9812374065',
  email: 'kanari.vogel@geheim-post.example',
} as const;

/** A gateway with canaries in it. Everything that leaves it is recorded. */
export interface Stage {
  readonly app: TestApp;
  readonly upstream: EchoingUpstream;
  readonly collector: TestCollector;
  readonly canaries: Canaries;
  readonly env: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<Sink, Seen[]>>;
  record(sink: Sink, where: string, text: string): void;
  /** Fetches from the gateway, records the whole answer and returns it as text. */
  fetch(where: string, path: string, init?: RequestInit): Promise<string>;
  player(viewer: string): Promise<Player>;
  close(): Promise<void>;
}

/** Starts emulator, echoing upstream and gateway. Logs at `trace`, so that no level is left out. */
export async function startStage(): Promise<Stage> {
  const canaries = new Canaries();
  for (const [name, value] of Object.entries(VALUES)) canaries.add(name, value);
  const seen: Record<Sink, Seen[]> = {
    answers: [],
    streams: [],
    log: [],
    metrics: [],
    traces: [],
    commands: [],
    bundles: [],
  };
  const record = (sink: Sink, where: string, text: string) => void seen[sink].push({ where, text });
  const port = await freePort();
  const emulator = await startEmulator({
    secret: new Secret(VALUES.jwtSecret),
    apiSecret: new Secret(VALUES.apiSecret),
    webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway`,
  });
  const collector = await startCollector();
  const tokens = new Set<string>();
  const upstream = await startEchoingUpstream(emulator.url, ({ headers }) => {
    const token = String(headers['x-gateway-authtoken'] ?? '');
    if (token !== '' && !tokens.has(token)) canaries.add('a token sent upstream', token);
    tokens.add(token);
  });
  const secrets = {
    GATEWAY_SECRET: VALUES.jwtSecret,
    GATEWAY_API_SECRET: VALUES.apiSecret,
    GATEWAY_API_SECRET_PREVIOUS: VALUES.previousSecret,
    GATEWAY_URL: upstream.url,
    GATEWAY_MF_URL: upstream.url,
    AUTH_JWT_SECRET: VALUES.sessionSecret,
    LOG_LEVEL: 'trace',
    // One document asks for every field of everything.
    GRAPHQL_MAX_COST: '1000000',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${encodeURIComponent(VALUES.collectorKey)}`,
  };
  const log = createLog('trace', { write: (line: string) => record('log', 'a log line', line) });
  const started = await startApp({ emulator, port, env: secrets, overrides: { log } });
  const clients: GraphqlClient[] = [];
  const app: TestApp = {
    ...started,
    as: async (viewer) => {
      const client = new RecordingClient(started.url, canaries.add('a session token', await signed(viewer)), {
        canaries,
        record,
      });
      clients.push(client);
      return client;
    },
  };
  return {
    app,
    upstream,
    collector,
    canaries,
    seen,
    record,
    env: { ...environment(emulator, started.dataDir, port), ...secrets },
    player: (viewer) => Player.of(app, viewer),
    async fetch(where, path, init) {
      const response = await fetch(`${started.url}${path}`, { ...init, signal: AbortSignal.timeout(5_000) });
      const text = await response.text();
      record('answers', where, `${response.status} ${JSON.stringify([...response.headers])} ${text}`);
      return text;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await started.close();
      await upstream.close();
      await collector.close();
      await emulator.close();
    },
  };
}

function signed(viewer: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(viewer)
    .setIssuer('test-partner')
    .setAudience('dwar')
    .setExpirationTime('1h')
    .sign(createSecretKey(VALUES.sessionSecret, 'utf8'));
}

type AnyDocument = Parameters<GraphqlClient['sendRaw']>[0];

interface Recorder {
  readonly canaries: Canaries;
  readonly record: Stage['record'];
}

/** A client that records all it receives, except a token in the one place where it is meant to be. */
class RecordingClient extends GraphqlClient {
  constructor(
    url: string,
    token: string,
    private readonly recorder: Recorder,
  ) {
    super(url, token);
  }

  override async sendRaw<Data = Record<string, unknown>>(
    document: AnyDocument,
    variables?: unknown,
  ): Promise<Answer<Data>> {
    const answer = await super.sendRaw<Data>(document, variables);
    const { canaries, record } = this.recorder;
    const minted = (answer.data as { createAuthToken?: { token?: unknown } | null } | null | undefined)
      ?.createAuthToken?.token;
    const text = JSON.stringify(answer);
    if (typeof minted === 'string') canaries.add('a token handed out', minted);
    record(
      'answers',
      document.toString(),
      typeof minted === 'string' ? text.replace(`"${minted}"`, '"(meant to be here)"') : text,
    );
    return answer;
  }

  override subscribeRaw<Data = Record<string, unknown>>(
    document: AnyDocument,
    variables?: unknown,
  ): EventQueue<Data> {
    const queue = super.subscribeRaw<Data>(document, variables);
    const keep = (received: unknown) =>
      this.recorder.record('streams', document.toString(), JSON.stringify(received) ?? '');
    const [push, fail] = [queue.push.bind(queue), queue.fail.bind(queue)];
    queue.push = (event) => {
      keep(event);
      push(event);
    };
    queue.fail = (reason) => {
      keep(reason);
      fail(reason);
    };
    return queue;
  }
}
