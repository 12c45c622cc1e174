import { whole } from '../core/env-readers.js';
import { variable } from './variable.js';

/** How long things are kept. */
export const RETENTION_VARIABLES = {
  INBOX_RETENTION_DAYS: variable(
    whole(7, 3650),
    'Days to keep received webhooks, and pending actions after the last webhook that reported them.',
    '30',
  ),
  EVENT_RETENTION_DAYS: variable(
    whole(1, 3650),
    'Days to keep events. A client that resumes from an older cursor receives `ResyncRequired`.',
    '30',
  ),
  IDEMPOTENCY_RETENTION_HOURS: variable(
    whole(24, 8760),
    'Hours for which a repeated idempotency key returns the first transaction instead of creating another.',
    '48',
  ),
  TRANSACTION_RETENTION_DAYS: variable(
    whole(30, 36_500).optional(),
    'Days to keep transactions after their creation, with their orders: only those that are finished and ' +
      'whose orders are final; at least a day longer than `IDEMPOTENCY_RETENTION_HOURS`. Unset keeps them.',
  ),
  HOLDINGS_RETENTION_DAYS: variable(
    whole(1, 36_500).optional(),
    'Days to keep the holdings and investments of an account after they were last received. ' +
      'Unset keeps them until the account is unlinked.',
  ),
};
