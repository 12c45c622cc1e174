import { CliError } from '../context.js';

const TIMEOUT_MS = 15_000;

interface JsonRequest {
  /** Who is called, for error texts: "the gateway". */
  readonly what: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls a JSON API of the dev instance. Throws `CliError` with what to do when there is no answer. */
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
    throw nobodyAnswers(request.what, url, error);
  });
  return { status: response.status, json: await response.json().catch(() => null) };
}

function nobodyAnswers(what: string, url: string, error: unknown): CliError {
  const { origin } = new URL(url);
  if ((error as { name?: unknown } | null)?.name === 'TimeoutError') {
    return new CliError(`${what} at ${origin} did not answer within ${TIMEOUT_MS / 1000} s`);
  }
  return new CliError(`${what} does not run at ${origin}`, {
    hint: 'Start it with npm run dev, or name the address with --url and --emulator-url.',
  });
}
