import { secretText, text, webUrl, whole } from '../core/env-readers.js';
import { previousSecret, rotatingSecret, variable } from './variable.js';

/** Who Dwar is at smallcase Gateway, and how it calls it. */
export const GATEWAY_VARIABLES = {
  GATEWAY_NAME: variable(
    text.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, - or _'),
    'Name of your gateway at smallcase.',
  ),
  GATEWAY_SECRET: rotatingSecret(
    secretText,
    'Signs and verifies Gateway auth tokens. Production logs a warning below 32 bytes.',
  ),
  GATEWAY_SECRET_PREVIOUS: previousSecret(
    secretText.optional(),
    'The other secret during a [rotation](secrets.md#rotate-gateway_secret): Gateway auth tokens signed ' +
      'with it are accepted too.',
  ),
  GATEWAY_API_SECRET: rotatingSecret(
    secretText,
    'Authenticates requests to Gateway and verifies webhook checksums. ' +
      'Production logs a warning below 32 bytes.',
  ),
  GATEWAY_API_SECRET_PREVIOUS: previousSecret(
    secretText.optional(),
    'The other API secret during a [rotation](secrets.md#rotate-gateway_api_secret): webhooks signed with ' +
      'it are accepted too. Remove it 48 hours after the rotation.',
  ),
  GATEWAY_URL: variable(
    webUrl,
    'Base URL of the Gateway API. Production requires https.',
    'https://gatewayapi.smallcase.com',
  ),
  GATEWAY_ORDER_DETAILS_PATH: variable(
    text.startsWith('/', 'must begin with /').optional(),
    'Path of the order details call, if yours differs from `/v1/{gateway}/engine/user/orders`.',
  ),
  GATEWAY_MF_URL: variable(
    webUrl,
    'Base URL of the mutual-fund OTP API, which `requestMutualFundOtp` and `verifyMutualFundOtp` call.',
    'https://mf-api.smallcase.com',
  ),
  GATEWAY_CONNECT_TIMEOUT_MS: variable(
    whole(50, 60_000),
    'Time limit for connecting to Gateway, in milliseconds.',
    '2000',
  ),
  GATEWAY_RESPONSE_TIMEOUT_MS: variable(
    whole(50, 60_000),
    'Time limit for the first byte of a response from Gateway, in milliseconds.',
    '8000',
  ),
  GATEWAY_TOTAL_TIMEOUT_MS: variable(
    whole(50, 60_000),
    'Time limit for one call to Gateway including the retries of a read, in milliseconds. ' +
      'Must not be below the two limits above.',
    '10000',
  ),
} as const;
