import { queryOptions } from '@tanstack/react-query';
import type { Counted } from '../play/play-search.js';
import { ConsoleError, UNREACHABLE } from './console-error.js';
import { OWN_HEADER } from './post-operation.js';

/** How webhooks may misbehave. */
export const WEBHOOK_MODES = ['normal', 'lost', 'duplicate', 'reorder', 'tamper', 'bad-checksum'] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

/** A rule by which calls of Gateway fail. */
export interface FaultRule {
  readonly path: string;
  readonly status?: number;
  readonly delayMs?: number;
  readonly hang?: boolean;
}

/** What the emulator is set to do. */
export interface EmulatorState {
  readonly now: string;
  readonly clockOffsetMs: number;
  readonly webhooks: { readonly mode: WebhookMode; readonly delayMs: number };
  readonly faults: readonly FaultRule[];
  readonly closedMarkets: readonly string[];
}

/** What can be played, and as whom. */
export interface Programme {
  readonly viewer: string;
  readonly broker: string;
  readonly scenarios: readonly { readonly name: string; readonly about: string; readonly token: string }[];
}

/** How often a guarantee was broken; `looked`: how much was looked at. */
export interface Invariants {
  readonly invariants: readonly {
    readonly guarantee: Counted;
    readonly broken: number;
    readonly looked: number;
  }[];
  readonly stream: { readonly cuts: number; readonly events: number };
}

/** A call of Gateway's API that the emulator received. */
export interface ReceivedCall {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly at: string;
  readonly durationMs: number | null;
  readonly transactionId: string | null;
}

export interface CallDetail extends ReceivedCall {
  /** Null when they are no longer kept. */
  readonly bodies: {
    readonly query: string;
    readonly request: string | null;
    readonly answer: string | null;
  } | null;
}

/** A webhook of the emulator with our verdict. */
export interface SentWebhook {
  readonly id: string;
  readonly kind: string;
  readonly transactionId: string | null;
  readonly mode: string;
  readonly tampering?: string;
  readonly state: string;
  readonly createdAt: string;
  readonly nextAttemptAt: string | null;
  readonly attempts: readonly {
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
    readonly durationMs: number;
  }[];
  readonly body: unknown;
  readonly delivery: { readonly id: string; readonly verdict: string } | null;
}

/** How often what changes by itself is read while the page is visible. */
const LIVE_MS = 1_000;
const COUNTERS_MS = 2_000;
const TIMEOUT_MS = 35_000;
/** Rows of a list of the emulator. */
export const CALLS_SHOWN = 200;

/** What the emulator is set to do. */
export const emulatorStateQuery = () =>
  queryOptions({
    queryKey: ['emulator', 'state'],
    queryFn: ({ signal }) => callJson<EmulatorState>('emulator/state', { signal }),
    refetchInterval: LIVE_MS,
  });

export const programmeQuery = () =>
  queryOptions({
    queryKey: ['play', 'programme'],
    queryFn: ({ signal }) => callJson<Programme>('play/scenarios', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const invariantsQuery = () =>
  queryOptions({
    queryKey: ['play', 'invariants'],
    queryFn: ({ signal }) => callJson<Invariants>('play/invariants', { signal }),
    refetchInterval: COUNTERS_MS,
  });

/** The newest calls whose path contains a text, oldest first. */
export const callsQuery = (path: string) =>
  queryOptions({
    queryKey: ['emulator', 'calls', path],
    queryFn: ({ signal }) =>
      callJson<readonly ReceivedCall[]>(
        `emulator/requests/recent?limit=${CALLS_SHOWN}&path=${encodeURIComponent(path)}`,
        { signal },
      ),
    refetchInterval: LIVE_MS,
  });

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['emulator', 'call', id],
    queryFn: ({ signal }) => callJson<CallDetail>(`emulator/requests/${encodeURIComponent(id)}`, { signal }),
  });

/** The newest webhooks, newest first. */
export const webhooksQuery = () =>
  queryOptions({
    queryKey: ['play', 'webhooks'],
    queryFn: ({ signal }) => callJson<readonly SentWebhook[]>('play/webhooks', { signal }),
    refetchInterval: LIVE_MS,
  });

interface JsonCall {
  readonly signal?: AbortSignal;
  /** Sent by POST. Default: a GET. */
  readonly body?: unknown;
}

/** Calls a path below `/console/` and returns its JSON. Throws a ConsoleError. */
export async function callJson<T>(path: string, call: JsonCall = {}): Promise<T> {
  const response = await send(path, call);
  return (await response.json().catch(() => null)) as T;
}

/**
 * Plays a scenario, and gives each line to `onLine` as it comes. Throws a ConsoleError if it was refused or
 * broke off.
 */
export async function playScenario(scenario: string, onLine: (line: unknown) => void): Promise<void> {
  const response = await send('play/runs', { body: { scenario }, isLong: true });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(JSON.parse(line));
  }
}

async function send(
  path: string,
  { signal, body, isLong = false }: JsonCall & { readonly isLong?: boolean },
): Promise<Response> {
  const limits = [...(signal ? [signal] : []), ...(isLong ? [] : [AbortSignal.timeout(TIMEOUT_MS)])];
  let response: Response;
  try {
    response = await fetch(`/console/${path}`, {
      headers: { accept: 'application/json', ...OWN_HEADER },
      credentials: 'same-origin',
      signal: AbortSignal.any(limits),
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...OWN_HEADER },
            body: JSON.stringify(body),
          }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ConsoleError(UNREACHABLE, 'The server gave no answer.', null);
  }
  if (!response.ok) throw await refusalIn(response);
  return response;
}

/** A refusal of the console has a code; one of the emulator has a sentence. */
async function refusalIn(response: Response): Promise<ConsoleError> {
  const requestId = response.headers.get('x-request-id');
  const { errors, error } = ((await response.json().catch(() => null)) ?? {}) as {
    errors?: readonly { message: string; extensions?: { code?: string } }[];
    error?: string;
  };
  const [first] = errors ?? [];
  return new ConsoleError(
    first?.extensions?.code ?? `HTTP_${response.status}`,
    first?.message ?? error ?? 'The answer has no reason.',
    requestId,
  );
}
