import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { closeServers, post, startServer, until } from '../support/test-server.js';

const KIB = 2 ** 10;
/** Bytes sent by each slow client: together a little more than the 16 MiB of a budget, with small ones last. */
const HELD = [...Array(64).fill(255 * KIB), ...Array(70).fill(KIB)];
const GENUINE = 50;

const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});
afterAll(closeServers);

interface Holder {
  /** The first line of the answer; empty until then. */
  said(): string;
  /** Resolves when the kernel has accepted the sent part of the body. */
  readonly sent: Promise<void>;
}

/** Sends so many bytes of a longer body, and then nothing. */
function holder(url: string, path: string, address: string, held: number): Holder {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: address });
  sockets.add(socket);
  let answer = '';
  socket.on('data', (bytes) => (answer += String(bytes))).on('error', () => {});
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: dwar\r\nContent-Type: application/json\r\nContent-Length: ${held + KIB}\r\n\r\n`,
  );
  const sent = new Promise<void>((resolve) => {
    socket.once('close', resolve).write(Buffer.alloc(held, ' '), () => resolve());
  });
  return { said: () => answer.split('\r\n')[0] ?? '', sent };
}

const ADDRESSES = {
  'of many addresses': (n: number) => `127.0.0.${2 + (n % 10)}`,
  'of one address': () => '127.0.0.1',
};

/** Opens all holders and waits until some of them are answered. */
async function holdEverything(
  url: string,
  path: string,
  addressOf: (n: number) => string,
): Promise<Holder[]> {
  const holders = HELD.map((held, n) => holder(url, path, addressOf(n), held));
  await Promise.all(holders.map(({ sent }) => sent));
  await until(() => holders.some(({ said }) => said() !== ''));
  return holders;
}

const statusLinesOf = (holders: readonly Holder[]) => [...new Set(holders.map(({ said }) => said()))].sort();

test.each(Object.entries(ADDRESSES))(
  'slow webhooks %s do not keep genuine ones out',
  async (_name, addressOf) => {
    const { url } = await startServer({ env: { WEBHOOK_MAX_BYTES: String(2048 * KIB) } });
    const holders = await holdEverything(url, '/webhooks/gateway', addressOf);
    const send = () =>
      fetch(`${url}/webhooks/gateway`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ padding: 'x'.repeat(3 * KIB) }),
      });
    const answers = await Promise.all(Array.from({ length: GENUINE }, send));
    expect(answers.map(({ status }) => status)).toEqual(Array(GENUINE).fill(200));
    expect(statusLinesOf(holders)).toEqual(['', 'HTTP/1.1 429 Too Many Requests']);
  },
);

test.each(
  ['/graphql', '/graphql/stream'].flatMap((path) =>
    Object.entries(ADDRESSES).map(([name, addressOf]) => [path, name, addressOf] as const),
  ),
)('slow bodies at %s %s are answered 503, and other requests are served', async (path, _name, addressOf) => {
  const { url, probe } = await startServer({ env: { GRAPHQL_MAX_BYTES: String(2048 * KIB) } });
  const holders = await holdEverything(url, path, addressOf);
  const answers = await Promise.all(Array.from({ length: GENUINE }, () => post(url, { query: '{ hello }' })));
  expect(answers.map(({ json }) => json)).toEqual(Array(GENUINE).fill({ data: { hello: 'hello world' } }));
  expect(statusLinesOf(holders)).toEqual(['', 'HTTP/1.1 503 Service Unavailable']);
  expect(probe.executed).toHaveLength(GENUINE);
});
