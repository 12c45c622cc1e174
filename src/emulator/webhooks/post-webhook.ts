import { WEBHOOK_TIMEOUT_MS } from '../../gateway/wire.js';
import type { Attempt } from '../state/records.js';

/**
 * Sends a webhook once (section 17.7). Waits 10 s for an answer and ignores its body; a redirect is not
 * followed. Never rejects: the returned attempt describes the failure. `startedAt` is a time of the virtual
 * clock.
 */
export async function postWebhook(
  url: string | null,
  body: string,
  startedAt: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const begun = performance.now();
  const done = (status: number | null, error: string | null): Attempt => ({
    at: new Date(startedAt).toISOString(),
    status,
    error,
    durationMs: Math.round(performance.now() - begun),
  });
  if (url === null) return done(null, 'no webhook URL');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return done(response.status, null);
  } catch (error) {
    return done(null, describeFailure(error));
  }
}

function describeFailure(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') return `no answer within ${WEBHOOK_TIMEOUT_MS / 1000} s`;
  return cause?.code ?? 'connection failed';
}
