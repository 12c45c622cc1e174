import { anyNetworks, whole } from '../core/env-readers.js';
import { variable } from './variable.js';

/** The variables of [outgoing webhooks](../../docs/outgoing-webhooks.md). */
export const OUTGOING_VARIABLES = {
  OUTGOING_WEBHOOK_ALLOWED_NETWORKS: variable(
    anyNetworks,
    'Addresses and networks that [outgoing webhooks](outgoing-webhooks.md) may reach besides public ones, ' +
      'separated by commas, such as `10.20.0.0/16` for a backend in your own network. ' +
      'Addresses of metadata services of clouds are refused in any case.',
    '',
  ),
  OUTGOING_WEBHOOK_TIMEOUT_MS: variable(
    whole(100, 60_000),
    'Time limit for one attempt to send a webhook to your backend, in milliseconds, with the resolution of ' +
      'its name.',
    '10000',
  ),
  OUTGOING_WEBHOOK_FIRST_RETRY_MS: variable(
    whole(50, 3_600_000),
    'Wait before the second attempt to send a webhook, in milliseconds. It doubles with each further ' +
      'attempt, up to an hour.',
    '5000',
  ),
} as const;
