import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Agents, createAgents } from '../core/http/egress.js';
import { countWebhookDeliveries, oldestPendingAt } from '../ledger/outgoing/deliveries.js';
import { ENDPOINTS_MAX, type Endpoint } from '../ledger/outgoing/endpoints.js';
import { OutgoingWebhooks } from '../outgoing-webhooks/outgoing-webhooks.js';
import { type Attempt, post } from '../outgoing-webhooks/post.js';
import type { SignedMessage } from '../outgoing-webhooks/sender.js';
import { ForbiddenTarget, readTarget, resolveBySystem, targetRules } from '../outgoing-webhooks/target.js';
import { messageOf } from './event-facts.js';
import type { Foundation } from './foundation.js';

/** How long a connection to an endpoint is kept open after a delivery. */
const KEEP_ALIVE_MS = 10_000;

/** Sends the events of the log to the partner's endpoints; `start` begins. */
export function createOutgoingWebhooks(foundation: Foundation, schema: GraphQLSchema): OutgoingWebhooks {
  const { config, ledger, clock, log, occasionalLog, metrics, moment } = foundation;
  const timeoutMs = config.OUTGOING_WEBHOOK_TIMEOUT_MS;
  metrics.beforeScrape(() => measureQueue(foundation));
  return new OutgoingWebhooks({
    ledger,
    clock,
    log,
    occasionalLog,
    timeoutMs,
    firstWaitMs: config.OUTGOING_WEBHOOK_FIRST_RETRY_MS,
    random: Math.random,
    toMessage: (event) =>
      messageOf(schema, event, { epoch: ledger.epoch, upstreamNow: moment().upstreamNow }),
    post: createPost(foundation),
    onAttempt(outcome, seconds) {
      metrics.outgoingWebhooks.inc({ outcome });
      metrics.outgoingWebhookSeconds.observe(seconds);
    },
    onDead: () => metrics.outgoingWebhooksDead.inc(),
  });
}

function createPost({ config }: Foundation) {
  const rules = targetRules(config);
  const timeoutMs = config.OUTGOING_WEBHOOK_TIMEOUT_MS;
  const agents = new LRUCache<string, Agents>({
    max: ENDPOINTS_MAX,
    dispose({ http, https }) {
      http.destroy();
      https.destroy();
    },
  });
  const agentsFor = ({ origin }: URL) => {
    const options = { keepAlive: true, timeout: KEEP_ALIVE_MS };
    const known = agents.get(origin) ?? createAgents(origin, config, options, timeoutMs);
    agents.set(origin, known);
    return known;
  };
  return async ({ url: text }: Endpoint, message: SignedMessage, closing: AbortSignal): Promise<Attempt> => {
    try {
      // It may have been added where other rules hold.
      const url = readTarget(text, rules);
      const resolve = resolveBySystem;
      const agents = agentsFor(url);
      return await post({ ...message, url, rules, resolve, agents, timeoutMs, closing });
    } catch (error) {
      if (!(error instanceof ForbiddenTarget)) throw error;
      return { outcome: 'forbidden', problem: `its URL is refused: ${error.message}`, retryAfterMs: null };
    }
  };
}

async function measureQueue({ ledger, clock, metrics }: Foundation): Promise<void> {
  const counts = await countWebhookDeliveries(ledger.db);
  for (const state of ['PENDING', 'DEAD'] as const)
    metrics.outgoingWebhookDeliveries.set({ state }, counts[state]);
  const oldest = await oldestPendingAt(ledger.db);
  metrics.outgoingWebhookAge.set(oldest === null ? 0 : Math.max(0, (clock.now() - oldest) / 1000));
}
