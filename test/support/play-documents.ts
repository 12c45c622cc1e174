import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { readProjectFile } from './source-files.js';
import { misfit, misshapenBody } from './answer-shape.js';
import { OperationSocket } from './operation-socket.js';
import { pick, type Random, type RandomRequest, writeDocument } from './random-documents.js';
import { cut, mutate } from './spoilt-documents.js';

export const schema = buildSchema(readProjectFile('schema/schema.graphql'));

/** How a document was damaged after it was generated. */
export type Fate = 'valid' | 'mutated' | 'cut';

export interface FatedRequest extends RandomRequest {
  readonly fate: Fate;
}

/** A request, in most cases a damaged one. */
export function makeRequest(random: Random, ids: readonly string[]): FatedRequest {
  const request = writeDocument(schema, random, ids);
  const fate = pick(random, ['valid', 'valid', 'mutated', 'mutated', 'cut'] as const);
  if (fate === 'valid') return { ...request, fate };
  return { ...(fate === 'cut' ? cut(request, random) : mutate(request, random)), fate };
}

interface Play {
  readonly url: string;
  readonly token: string;
  readonly random: Random;
  readonly count: number;
  /** Ids that mean something to the server. */
  readonly ids: readonly string[];
}

/** The result of a run: each problem with its request, and the number of each outcome. */
export interface Played {
  readonly problems: readonly string[];
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Requests in flight at once. */
const AT_ONCE = 8;
/** One request of so many goes over a WebSocket. */
const SOCKET_SHARE = 5;

/** Sends random documents, most over HTTP and some over one WebSocket, and checks each answer. */
export async function playDocuments({ url, token, random, count, ids }: Play): Promise<Played> {
  const problems: string[] = [];
  const outcomes: Record<string, number> = {};
  const socket = await OperationSocket.open(url, token);
  let sent = 0;
  const playOn = async () => {
    while (sent < count) {
      sent += 1;
      const isSocket = sent % SOCKET_SHARE === 0;
      const request = makeRequest(random, ids);
      const answer = await (isSocket ? overSocket(socket, request) : overHttp(url, token, request));
      const problem = problemOf(request, answer);
      if (problem !== null) problems.push(`${problem} (${request.fate}): ${JSON.stringify(request)}`);
      const outcome = `${request.fate}: ${outcomeOf(answer.body)}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playOn));
  socket.close();
  return { problems, outcomes };
}

interface PlayedAnswer {
  /** Of HTTP; 200 for what came over a socket. */
  readonly status: number;
  readonly body: unknown;
}

async function overHttp(
  url: string,
  token: string,
  { query, variables }: RandomRequest,
): Promise<PlayedAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.json() };
}

async function overSocket(
  socket: OperationSocket,
  { query, variables }: RandomRequest,
): Promise<PlayedAnswer> {
  return { status: 200, body: await socket.ask({ query, variables }) };
}

function problemOf(request: FatedRequest, { status, body }: PlayedAnswer): string | null {
  if (!(status >= 200 && status < 500)) return `status ${status}`;
  const misshapen = misshapenBody(body);
  if (misshapen !== null) return misshapen;
  const { data, errors = [] } = body as ExecutionResult;
  const codes = errors.map(({ extensions }) => extensions?.code);
  if (request.fate === 'cut' && data !== undefined) return 'a document that was cut was run';
  if (request.fate === 'valid' && codes.some((code) => /PARSE|VALIDATION/.test(String(code))))
    return `refused with ${codes}`;
  return data == null ? null : misfit(schema, parse(request.query), data as Record<string, unknown>);
}

function outcomeOf(body: unknown): string {
  const { data, errors } = body as ExecutionResult;
  return data === undefined
    ? String(errors?.[0]?.extensions?.code)
    : errors === undefined
      ? 'data'
      : 'data and errors';
}
