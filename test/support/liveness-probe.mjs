// Asks `/health/live` again and again over one connection, in a process of its own, and keeps the longest time without an answer.
// Each message of the parent is answered with that time in milliseconds, and begins the next measurement.
import { Agent, request } from 'node:http';

const url = process.argv[2];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const PAUSE_MS = 2;

let longestMs = 0;
let askedAt = null;

function ask() {
  askedAt = performance.now();
  const asking = request(`${url}/health/live`, { agent });
  asking.once('response', (response) => {
    response.resume();
    response.once('end', answered);
  });
  asking.once('error', answered);
  asking.end();
}

function answered() {
  longestMs = Math.max(longestMs, performance.now() - askedAt);
  askedAt = null;
  setTimeout(ask, PAUSE_MS);
}

process.on('message', () => {
  const waitedMs = askedAt === null ? 0 : performance.now() - askedAt;
  process.send(Math.max(longestMs, waitedMs));
  longestMs = 0;
  if (askedAt !== null) askedAt = performance.now();
});
process.on('disconnect', () => process.exit(0));
ask();
