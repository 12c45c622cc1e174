import { CliError } from '../context.js';

const TIMEOUT_MS = 15_000;

interface JsonRequest {
  /** The server that is called, for error texts: "the gateway". */
  readonly server: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls a JSON API of the dev instance. Throws `CliError` with a hint if the server does not answer. */
export async function fetchJson(
  url: string,
  request: JsonRequest,
): Promise<{ status: number; json: unknown }> {
  const response = await fetch(url, {
    method: request.method ?? 'GET',
    headers: { ...request.headers },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(request.body === undefined ? {} : { body: request.body }),
  }).catch((error: unknown) => {
    throw unreachable(request.server, url, error);
  });
  return { status: response.status, json: await response.json().catch(() => null) };
}

function unreachable(server: string, url: string, error: unknown): CliError {
  const { origin } = new URL(url);
  if ((error as { name?: unknown } | null)?.name === 'TimeoutError') {
    return new CliError(`${server} at ${origin} did not answer within ${TIMEOUT_MS / 1000} s`);
  }
  return new CliError(`${server} does not run at ${origin}`, {
    hint: 'Start it with `npm run dev`, or give its address with --url and --emulator-url.',
  });
}
