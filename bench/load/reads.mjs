import { quantile } from '../report/statistics.mjs';
import { forEachOver, requestPatiently, withConnections } from './pool.mjs';

const CHECKED_AT_ONCE = 2;

/**
 * Sends the requests of all viewers in turn, as fast as they are answered, and checks every answer.
 *
 * @param {import('./target.mjs').Target} target
 * @param {{kind: string, seconds: number, connections: number}} options
 */
export async function readSaturated(target, { kind, seconds, connections }) {
  const { requests, answers } = target.kind(kind);
  const times = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  await withConnections(target.port, connections, async (connection, index) => {
    for (let turn = index; ; turn += connections) {
      const sentAt = performance.now();
      if (sentAt >= endsAt) return;
      const viewer = turn % requests.length;
      const answer = await connection.request(requests[viewer]);
      times.push(performance.now() - sentAt);
      answers.check(viewer, answer);
    }
  });
  const elapsedMs = performance.now() - startedAt;
  return { ...summary(times, elapsedMs), loadBusy: busyShare(cpuBefore, elapsedMs) };
}

/**
 * Sends one request of every viewer. The answers are checked afterwards, outside the time that counts.
 *
 * @param {import('./target.mjs').Target} target
 * @param {{connections: number}} options
 */
export async function readOnce(target, { connections }) {
  const { requests, answers } = target.kind('orders');
  const received = [];
  const startedAt = performance.now();
  await forEachOver(target.port, connections, requests, async (connection, bytes) => {
    const { status, body } = await connection.request(bytes);
    received.push({ bytes, answer: { status, body: Buffer.from(body) } });
  });
  const elapsedMs = performance.now() - startedAt;
  for (const { bytes, answer } of received) answers.check(requests.indexOf(bytes), answer);
  return { count: received.length, elapsedMs };
}

/**
 * Asks for the page of every viewer and checks it, before anything is timed.
 *
 * @param {import('./target.mjs').Target} target
 */
export async function checkAll(target) {
  const { requests, answers } = target.kind('orders');
  await forEachOver(target.port, CHECKED_AT_ONCE, [...requests.keys()], async (connection, viewer) => {
    answers.check(viewer, await requestPatiently(connection, requests[viewer], target.name));
  });
}

function summary(times, elapsedMs) {
  times.sort((left, right) => left - right);
  return {
    rate: (times.length / elapsedMs) * 1000,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

/** How much of one core this process used: near 1, the load and not the server was the limit. */
function busyShare(before, elapsedMs) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / elapsedMs;
}
