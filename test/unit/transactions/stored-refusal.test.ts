import { describe, expect, it, test } from '@jest/globals';
import { failure } from '../../../src/graphql/failure.js';
import { fromStoredRefusal, toStoredRefusal } from '../../../src/transactions/creation/stored-refusal.js';

/** Rows of `idempotency_keys.failure`, byte for byte as earlier versions wrote them. */
const REFUSED_ROW =
  '{"__typename":"GatewayRefused","code":"GATEWAY_REFUSED","message":"Invalid Scid","isRetryable":false}';
const REFUSED_WITHOUT_WORDS_ROW =
  '{"__typename":"GatewayRefused","code":"GATEWAY_REFUSED",' +
  '"message":"Gateway refused the request. Repeating it unchanged gives the same answer.","isRetryable":false}';
const UNAVAILABLE_ROW =
  '{"__typename":"GatewayUnavailable","code":"GATEWAY_UNAVAILABLE","message":"Gateway could not be reached ' +
  'or asked to be left alone. Nothing was created; repeat the call later.","isRetryable":true,"retryAfterSeconds":7}';

describe('a stored refusal', () => {
  test.each([
    ['a refusal in Gateway’s words', REFUSED_ROW],
    ['a refusal without a message of Gateway', REFUSED_WITHOUT_WORDS_ROW],
    ['an outage with a time to retry', UNAVAILABLE_ROW],
  ])('of an earlier version gives the same answer as there: %s', (_, row) => {
    const refusal = fromStoredRefusal(row);
    expect(failure(refusal.refused, refusal)).toEqual({ retryAfterSeconds: null, ...JSON.parse(row) });
  });

  test.each([
    [{ refused: 'GATEWAY_REFUSED', upstreamMessage: 'Invalid Scid', retryAfterSeconds: null }],
    [{ refused: 'GATEWAY_REFUSED', upstreamMessage: null, retryAfterSeconds: null }],
    [{ refused: 'GATEWAY_UNAVAILABLE', upstreamMessage: null, retryAfterSeconds: 7 }],
  ] as const)('of this version is read back as it was: %j', (refusal) => {
    expect(fromStoredRefusal(toStoredRefusal(refusal))).toEqual(refusal);
  });

  it('of this version can be sent by earlier versions, which parse it straight into the answer', () => {
    const refused = JSON.parse(
      toStoredRefusal({ refused: 'GATEWAY_REFUSED', upstreamMessage: 'Invalid Scid' }),
    );
    expect(refused).toMatchObject(JSON.parse(REFUSED_ROW));
    const unavailable = JSON.parse(toStoredRefusal({ refused: 'GATEWAY_UNAVAILABLE', retryAfterSeconds: 7 }));
    expect(unavailable).toMatchObject({
      __typename: 'GatewayUnavailable',
      code: 'GATEWAY_UNAVAILABLE',
      message: expect.stringMatching(/\S/),
      isRetryable: true,
      retryAfterSeconds: 7,
    });
  });

  it('without a message of Gateway has the text of the catalogue for earlier versions', () => {
    expect(JSON.parse(toStoredRefusal({ refused: 'GATEWAY_REFUSED' }))).toMatchObject(
      JSON.parse(REFUSED_WITHOUT_WORDS_ROW),
    );
  });
});
