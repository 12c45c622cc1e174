import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { AUTH, sessionToken } from '../support/app.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from '../support/emulator.js';
import { figure, inFull } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { createTarget, deliverAll, newOrderWebhook } from '../support/order-feed.js';
import { RotationLoad } from '../support/rotation.js';
import { OtherSide, ROTATED, SecretFiles } from '../support/secret-files.js';

const OLD = {
  GATEWAY_SECRET: TEST_KEYS.secret,
  GATEWAY_API_SECRET: TEST_KEYS.apiSecret,
  AUTH_JWT_SECRET: AUTH.secret,
} as const;
const NEW = {
  GATEWAY_SECRET: 'the-new-gateway-secret-0123456789-abcdef',
  GATEWAY_API_SECRET: 'the-new-api-secret-0123456789-abcdefgh',
  AUTH_JWT_SECRET: 'the-new-session-secret-0123456789-abcdef',
} as const;
/** Answers of each kind between two steps. */
const BETWEEN = inFull(300, 10);

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowWhileAllRotate { events { __typename cursor } }
`);

const sides = {
  GATEWAY_SECRET: new OtherSide(OLD.GATEWAY_SECRET),
  GATEWAY_API_SECRET: new OtherSide(OLD.GATEWAY_API_SECRET),
  AUTH_JWT_SECRET: new OtherSide(OLD.AUTH_JWT_SECRET),
};
const files = new SecretFiles(OLD);
let emulator: TestEmulator;
let gateway: GatewayProcess;

beforeAll(async () => {
  emulator = await startEmulator({ secret: sides.GATEWAY_SECRET, apiSecret: sides.GATEWAY_API_SECRET });
  gateway = await startGatewayProcess(emulator, files.env);
});

afterAll(async () => {
  await gateway.close();
  await emulator.close();
  files.remove();
});

test('all secrets are rotated at once under load, and nothing fails', async () => {
  const target = await createTarget(gateway.url, 'follows');
  const follower = new GraphqlClient(gateway.url, await sessionToken('follows'));
  const events = follower.subscribe(FOLLOW);
  await events.next();
  const load = new RotationLoad({
    urls: [gateway.url],
    apiSecret: () => sides.GATEWAY_API_SECRET.current.reveal(),
    loginSecret: () => sides.AUTH_JWT_SECRET.current.reveal(),
  });
  const step = async (change: (name: (typeof ROTATED)[number]) => void) => {
    for (const name of ROTATED) change(name);
    expect(await gateway.reload()).toBe('ok');
    await load.more(BETWEEN);
  };
  try {
    await load.more(BETWEEN);
    await step((name) => files.put(`${name}_PREVIOUS`, NEW[name]));
    for (const name of ROTATED) sides[name].use(NEW[name], OLD[name]);
    await load.more(BETWEEN);
    await step((name) => {
      files.put(name, NEW[name]);
      files.put(`${name}_PREVIOUS`, OLD[name]);
    });
    // The socket of a token that the old value signed is still open, and sees what is new.
    await deliverAll(gateway.url, [newOrderWebhook(target, 0, NEW.GATEWAY_API_SECRET)]);
    expect(
      (await events.until(({ events: one }) => one.__typename === 'OrderEvent')).events.cursor,
    ).toBeTruthy();
    for (const name of ROTATED) sides[name].use(NEW[name]);
    await step((name) => files.put(`${name}_PREVIOUS`, null));
  } finally {
    await load.stop();
    await follower.close();
  }
  const { queries, mutations, webhooks } = load.answered;
  figure('rotation of all secrets: queries, mutations, webhooks', `${queries}, ${mutations}, ${webhooks}`);
  expect(load.failures).toEqual([]);
  const calls = await emulator.control.requests();
  expect(calls.filter(({ status }) => status === 401)).toEqual([]);
});
