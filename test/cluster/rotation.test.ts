import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/core/secret.js';
import { createAuthTokens } from '../../src/gateway/auth-tokens.js';
import { graphql } from '../generated/gql.js';
import { AUTH, sessionToken } from '../support/app.js';
import { LINK_BROKER_ACCOUNT } from '../support/documents.js';
import { TEST_KEYS } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { createTarget, deliverAll, newOrderWebhook } from '../support/order-feed.js';
import { RotationLoad } from '../support/rotation.js';
import { OtherSide, type Rotated, SecretFiles } from '../support/secret-files.js';
import { hasServices } from '../support/services.js';
import { AUTH_ID } from '../support/payloads.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';
import { type Cluster, Follower, startCluster, waitUntil } from './cluster.js';

const WHO = graphql(/* GraphQL */ `
  query WhoAfterTheRotation { viewer { id } }
`);

const OLD = {
  GATEWAY_SECRET: TEST_KEYS.secret,
  GATEWAY_API_SECRET: TEST_KEYS.apiSecret,
  AUTH_JWT_SECRET: AUTH.secret,
} as const;
const newOf = (name: Rotated) => `the-new-value-of-${name}-0123456789-abcdef`;
/** Answers of each kind between two steps of a rotation. */
const BETWEEN = count(100);

(hasServices ? describe : describe.skip)('a rotation under load, with two instances', () => {
  const sides: Readonly<Record<Rotated, OtherSide>> = {
    GATEWAY_SECRET: new OtherSide(OLD.GATEWAY_SECRET),
    GATEWAY_API_SECRET: new OtherSide(OLD.GATEWAY_API_SECRET),
    AUTH_JWT_SECRET: new OtherSide(OLD.AUTH_JWT_SECRET),
  };
  const files = new SecretFiles(OLD);
  let cluster: Cluster;
  let load: RotationLoad;

  beforeAll(async () => {
    const emulatorKeys = { secret: sides.GATEWAY_SECRET, apiSecret: sides.GATEWAY_API_SECRET };
    cluster = await startCluster(files.env, emulatorKeys);
    load = new RotationLoad({
      urls: [cluster.a.url, cluster.b.url],
      apiSecret: () => sides.GATEWAY_API_SECRET.current.reveal(),
      loginSecret: () => sides.AUTH_JWT_SECRET.current.reveal(),
    });
  }, 120_000);
  afterAll(async () => {
    await load.stop();
    await cluster.close();
    files.remove();
  });

  /** Reloads one instance after the other, under load. */
  async function reloadBoth(): Promise<void> {
    for (const instance of [cluster.a, cluster.b]) {
      expect(await instance.reload()).toBe('ok');
      await load.more(BETWEEN);
    }
  }

  /** The steps of docs/secrets.md, up to the removal of the old value. */
  async function rotate(name: Rotated): Promise<void> {
    files.put(`${name}_PREVIOUS`, newOf(name));
    await reloadBoth();
    sides[name].use(newOf(name), OLD[name]);
    await load.more(BETWEEN);
    files.put(name, newOf(name));
    files.put(`${name}_PREVIOUS`, OLD[name]);
    await reloadBoth();
    sides[name].use(newOf(name));
    await load.more(BETWEEN);
    files.put(`${name}_PREVIOUS`, null);
    await reloadBoth();
  }

  test.each(['GATEWAY_SECRET', 'GATEWAY_API_SECRET', 'AUTH_JWT_SECRET'] as const)(
    'of %s fails no verification and no call, and ends no subscription that may stay',
    async (name) => {
      const secret = sides.AUTH_JWT_SECRET.current.reveal();
      const target = await createTarget(cluster.a.url, `follows-${name}`, secret);
      const follower = await new Follower(target.viewer, cluster.b.url, undefined, secret).isThere();
      const before = { ...load.answered };
      if (name === 'AUTH_JWT_SECRET') await rotateWithFollower(follower);
      else await rotate(name);
      const bodies = Array.from({ length: 5 }, () =>
        newOrderWebhook(target, 0, sides.GATEWAY_API_SECRET.current.reveal()),
      );
      if (name !== 'AUTH_JWT_SECRET') {
        await deliverAll(cluster.a.url, bodies);
        await waitUntil(() => follower.seenAt.size === bodies.length, 20_000, 'an event is lost');
        expect(follower.reconnectedAt).toEqual([]);
      }
      await follower.close();
      const { queries, mutations, webhooks } = load.answered;
      figure(
        `rotation of ${name}: queries, mutations, webhooks, failures`,
        [
          queries - before.queries,
          mutations - before.mutations,
          webhooks - before.webhooks,
          load.failures.length,
        ].join(', '),
      );
      expect(load.failures).toEqual([]);
      const calls = await cluster.emulator.control.requests();
      expect(calls.filter(({ status }) => status === 401)).toEqual([]);
      expect(calls.length).toBeGreaterThan(10);
    },
  );

  /** A socket whose token the old value signed stays until that is removed, and is closed then. */
  async function rotateWithFollower(follower: Follower): Promise<void> {
    let wasOpen = true;
    const name = 'AUTH_JWT_SECRET';
    files.put(`${name}_PREVIOUS`, newOf(name));
    await reloadBoth();
    sides[name].use(newOf(name), OLD[name]);
    files.put(name, newOf(name));
    files.put(`${name}_PREVIOUS`, OLD[name]);
    await reloadBoth();
    wasOpen = follower.reconnectedAt.length === 0;
    files.put(`${name}_PREVIOUS`, null);
    await reloadBoth();
    expect(wasOpen).toBe(true);
    await waitUntil(() => follower.reconnectedAt.length > 0, 20_000, 'a withdrawn socket stays open');
  }

  test('refuses at both instances what the old values have signed', async () => {
    for (const { url } of [cluster.a, cluster.b]) {
      const webhook = signed(
        { ...batch(newBatchId(), {}), smallcaseAuthId: AUTH_ID },
        OLD.GATEWAY_API_SECRET,
      );
      expect((await deliver(url, webhook)).status).toBe(401);
      const stale = new GraphqlClient(url, await sessionToken('late', {}, OLD.AUTH_JWT_SECRET));
      expect((await stale.send(WHO)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      const fresh = new GraphqlClient(url, await sessionToken('late', {}, newOf('AUTH_JWT_SECRET')));
      const tokens = createAuthTokens({ secret: new Secret(OLD.GATEWAY_SECRET) });
      const { token } = await tokens.mintConnected(AUTH_ID, 600);
      const { linkBrokerAccount } = await fresh.ask(LINK_BROKER_ACCOUNT, { token });
      expect(linkBrokerAccount?.__typename).toBe('AuthTokenInvalid');
    }
  });
});
