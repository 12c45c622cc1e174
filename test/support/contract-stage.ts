import { createHmac } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { contractKeys, emulatorTarget } from '../../src/cli/contract/emulator-target.js';
import type { Check } from '../../src/contract/check.js';
import { parseObject } from '../../src/contract/partner-http.js';
import { type Result, runChecks } from '../../src/contract/run.js';
import type { SdkAnswer, Target, Task } from '../../src/contract/target.js';
import { startWebhookListener } from '../../src/contract/webhook-listener.js';
import { silentLog } from '../../src/core/log.js';
import { createEmulator } from '../../src/emulator/emulator.js';

type Json = Record<string, unknown>;

/** A call as it passes; `request` is its body. */
export interface Passing {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Record<string, string>;
  readonly request: Json;
}

/** An answer on its way. `body` is sent, or `text` where `body` is null. */
export interface PassingAnswer {
  status: number;
  readonly headers: Record<string, string>;
  body: Json | null;
  text: string;
}

/** How a gateway differs from the protocol. What is left out stays as it is. */
export interface Deviation {
  /** Changes the headers of a call before the emulator sees it. */
  readonly ask?: (call: Passing) => void;
  readonly answer?: (answer: PassingAnswer, call: Passing) => void;
  /** Changes a webhook; null drops it. */
  readonly webhook?: (body: Json) => Json | null;
  readonly webhookType?: string;
  readonly sdk?: (answer: SdkAnswer, task: Task) => SdkAnswer;
}

/** An emulator as a target, behind something that can deviate. */
export interface ContractStage {
  deviation: Deviation;
  readonly target: Target;
  run(checks: readonly Check[]): Promise<readonly Result[]>;
  close(): Promise<void>;
}

/** The emulator sends at once; only a webhook that is dropped is waited for in full. */
const WEBHOOK_TIMEOUT_MS = 2_000;

/** Starts an emulator whose calls, answers, webhooks and SDK values pass through `deviation`. */
export async function startContractStage(): Promise<ContractStage> {
  const stage: { deviation: Deviation } = { deviation: {} };
  const listener = await startWebhookListener('127.0.0.1', 0);
  const keys = contractKeys();
  const hook = await serve((request, response) =>
    passWebhook(stage.deviation, listener.url, request, response),
  );
  const emulator = await createEmulator({
    ...keys,
    webhookUrl: hook.url,
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
  });
  const front = await serve((request, response) =>
    passCall(stage.deviation, emulator.url, request, response),
  );
  const plain = emulatorTarget({
    ...keys,
    baseUrl: front.url,
    controlUrl: emulator.url,
    webhooks: listener,
  });
  const target: Target = {
    ...plain,
    webhookTimeoutMs: WEBHOOK_TIMEOUT_MS,
    person: {
      isAutomatic: true,
      finish: async (task) => {
        const answer = await plain.person?.finish(task);
        if (answer === undefined) throw new Error('no one plays the person');
        return stage.deviation.sdk?.(answer, task) ?? answer;
      },
    },
  };
  return Object.assign(stage, {
    target,
    run: (checks: readonly Check[]) => runChecks(target, checks),
    async close() {
      await emulator.close();
      await Promise.all([listener.close(), hook.close(), front.close()]);
    },
  });
}

async function serve(handle: (...args: Parameters<RequestListener>) => Promise<void>) {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passWebhook(
  { webhook, webhookType = 'application/json' }: Deviation,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = (await buffer(request)).toString();
  const body = webhook === undefined ? text : webhook(JSON.parse(text) as Json);
  if (body === null) return void response.end();
  const answer = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': webhookType },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  response.writeHead(answer.status).end();
}

async function passCall(
  deviation: Deviation,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sent = await buffer(request);
  const url = new URL(request.url ?? '/', target);
  const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
  const call: Passing = {
    path: url.pathname,
    query: url.searchParams,
    headers,
    request: parseObject(sent.toString()) ?? {},
  };
  deviation.ask?.(call);
  const answer = await forward(url, request.method ?? 'GET', call.headers, sent);
  deviation.answer?.(answer, call);
  const text = answer.body === null ? answer.text : JSON.stringify(answer.body);
  response.writeHead(answer.status, answer.headers).end(text);
}

/** The headers that a changed body would contradict are left out. */
async function forward(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<PassingAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(url, { method, headers, agent: false }, resolve).on('error', reject).end(body);
  });
  const text = (await buffer(answer)).toString();
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...kept } = answer.headers;
  return {
    status: answer.statusCode ?? 0,
    headers: kept as Record<string, string>,
    body: parseObject(text) as Json | null,
    text,
  };
}

/** A checksum of section 17.6. */
export function hmacOf(key: string, message: string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(message).digest(encoding);
}
