import { secretText, text, whole } from '../core/env-readers.js';
import { previousSecret, productionLimit, rotatingSecret, variable } from './variable.js';

/** Your backend: its credential, and how it ends sessions of its users. */
export const SERVICE_VARIABLES = {
  SERVICE_JWT_SECRET: rotatingSecret(
    secretText.optional(),
    'HS256 secret that verifies the tokens of your [backend](backend.md); unset, `/service/graphql` is not ' +
      'served. At least 32 bytes, and no other secret of this table.',
  ),
  SERVICE_JWT_SECRET_PREVIOUS: previousSecret(
    secretText.optional(),
    'That secret before a rotation: tokens signed with it are still accepted. Remove it an hour later.',
  ),
  SERVICE_AUDIENCE: variable(
    text,
    'Value that the `aud` claim of these tokens must have. It must not be `AUTH_AUDIENCE`.',
    'dwar-service',
  ),
  RATE_SERVICE: productionLimit(
    1,
    'Operations per backend (`sub` of its token) and minute; more are refused as `RATE_LIMITED`.',
    '1200',
  ),
  AUTH_TOKEN_MAX_DAYS: variable(
    whole(1, 3650),
    'Longest lifetime of your session tokens, in days. An [end of sessions](backend.md#end-sessions) is ' +
      'remembered for this time, so a token that lives longer is accepted again after it; ' +
      'the log warns of one.',
    '30',
  ),
} as const;
