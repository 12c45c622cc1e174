import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Skipped } from '../../contract/refuted.js';
import { parseObject } from '../../contract/partner-http.js';
import type { Person, SdkAnswer, Task } from '../../contract/target.js';
import { createLocalNames } from '../../core/http/local-names.js';
import { isRecord, type JsonObject } from '../../core/json.js';
import { pageHtml } from './person-page-html.js';

/** A page on which a person finishes flows with the web SDK. */
export interface PersonPage extends Person {
  /** Holds a random part: other users of this machine cannot guess it. */
  readonly url: string;
  close(): Promise<void>;
}

interface PageSettings {
  readonly port: number;
  readonly sdkUrl: string;
  readonly gateway: string;
}

/** Largest answer that the page may report, in bytes. */
const ANSWER_MAX_BYTES = 1024 * 1024;

interface OpenTask {
  readonly task: Task;
  readonly resolve: (answer: SdkAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Serves the page at a port of this machine, under `localhost`: that origin is the one that Gateway has to
 * list. Rejects if the port is in use; 0 picks a free one.
 */
export async function startPersonPage(settings: PageSettings): Promise<PersonPage> {
  const key = randomBytes(12).toString('hex');
  const desk = new TaskDesk();
  const server = createServer((request, response) => {
    handle(request, response, { key, desk, settings }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    isAutomatic: false,
    url: `http://localhost:${port}/${key}/`,
    finish: (task) => desk.add(task),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The one task that is open: checks run one after another. */
class TaskDesk {
  #open: OpenTask | null = null;

  get task(): Task | null {
    return this.#open?.task ?? null;
  }

  add(task: Task): Promise<SdkAnswer> {
    return new Promise((resolve, reject) => {
      this.#open = { task, resolve, reject };
    });
  }

  /** Takes what the page reports. Returns false if it is about no open task, or cannot be read. */
  take(report: JsonObject): boolean {
    const open = this.#open;
    if (open === null || report.transactionId !== open.task.transactionId) return false;
    if (report.skipped === true) open.reject(new Skipped('the person left this flow out'));
    else if (isRecord(report.result)) open.resolve({ ok: true, result: report.result });
    else if (isRecord(report.error)) open.resolve({ ok: false, error: report.error });
    else return false;
    this.#open = null;
    return true;
  }
}

interface Desk {
  readonly key: string;
  readonly desk: TaskDesk;
  readonly settings: PageSettings;
}

const LOCAL_NAMES = createLocalNames([]);

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { key, desk, settings }: Desk,
): Promise<void> {
  const { method, url, headers } = request;
  // A page of another site could have its name point to this machine.
  const isLocal =
    LOCAL_NAMES.includesHost(request) &&
    (headers.origin === undefined || LOCAL_NAMES.includesOrigin(headers.origin));
  response.setHeader('cache-control', 'no-store').setHeader('referrer-policy', 'origin');
  if (!isLocal) response.writeHead(421).end();
  else if (method === 'GET' && url === `/${key}/`)
    response.setHeader('content-type', 'text/html; charset=utf-8').end(pageHtml(settings.sdkUrl));
  else if (method === 'GET' && url === `/${key}/task`) {
    const body = JSON.stringify({ gateway: settings.gateway, task: desk.task });
    response.setHeader('content-type', 'application/json').end(body);
  } else if (method === 'POST' && url === `/${key}/answer`) {
    const report = await readReport(request);
    response.writeHead(report !== null && desk.take(report) ? 204 : 409).end();
  } else response.writeHead(404).end();
}

async function readReport(request: IncomingMessage): Promise<JsonObject | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > ANSWER_MAX_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return parseObject(Buffer.concat(chunks).toString('utf8'));
}
