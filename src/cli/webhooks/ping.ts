import { readVariable } from '../../config.js';
import { createAgents } from '../../core/http/egress.js';
import { post } from '../../outgoing-webhooks/post.js';
import { newMessageId, signedHeaders } from '../../outgoing-webhooks/signature.js';
import { ForbiddenTarget, readTarget, resolveBySystem } from '../../outgoing-webhooks/target.js';
import { type CliContext, CliError } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { existing, type WebhooksOptions } from './endpoints.js';
import { rulesFor } from './rules.js';

/** `dwar webhooks test`: sends one message from this process. Throws `CliError` unless it is accepted. */
export async function sendPing(context: CliContext, id: string, options: WebhooksOptions): Promise<void> {
  const endpoint = await withLedger(context, options, (ledger) => existing(ledger, id));
  const messageId = newMessageId();
  const now = Date.now();
  const body = JSON.stringify({
    type: 'Ping',
    timestamp: new Date(now).toISOString(),
    data: { endpointId: id },
  });
  const startedAt = performance.now();
  const { outcome, problem } = await send(context, options, endpoint.url, {
    body,
    headers: signedHeaders(endpoint.secrets, { id: messageId, body, now }),
  });
  const ms = Math.round(performance.now() - startedAt);
  if (options.json === true) context.out(JSON.stringify({ endpointId: id, messageId, outcome, problem, ms }));
  else if (outcome === 'delivered') context.out(`${endpoint.url} accepted ${messageId} in ${ms} ms.`);
  if (outcome !== 'delivered') throw new CliError(`${endpoint.url} did not accept it: ${problem ?? outcome}`);
}

async function send(
  { env, ...context }: CliContext,
  { data }: WebhooksOptions,
  text: string,
  message: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
) {
  const rules = rulesFor({ env, ...context }, data);
  const timeoutMs = readVariable(env, 'OUTGOING_WEBHOOK_TIMEOUT_MS');
  const proxies = {
    HTTPS_PROXY: readVariable(env, 'HTTPS_PROXY'),
    HTTP_PROXY: readVariable(env, 'HTTP_PROXY'),
    NO_PROXY: readVariable(env, 'NO_PROXY'),
  };
  try {
    const url = readTarget(text, rules);
    const agents = createAgents(url.origin, proxies, {}, timeoutMs);
    const closing = new AbortController().signal;
    return await post({ ...message, url, rules, resolve: resolveBySystem, agents, timeoutMs, closing });
  } catch (error) {
    if (!(error instanceof ForbiddenTarget)) throw error;
    return { outcome: 'forbidden', problem: `its URL is refused: ${error.message}` };
  }
}
