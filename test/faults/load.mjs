// Sends one request again and again for some seconds and prints what was answered and how fast, as JSON: `load.mjs URL SECONDS RATE`, at a steady
// rate regardless of the answers, as many independent clients would; or with the rate `waiting`, as eight clients that wait for their answers. Standard
// input is `{headers, body}`. A process of its own: what it costs to send must not slow what is measured.
import { Agent, request } from 'node:http';

const [url, seconds, rate] = process.argv.slice(2);
const WAITING_CLIENTS = 8;
/** A crowd is not endless: beyond this many unanswered requests the next are given up, and counted. Each has its connection open before. */
const CROWD = 1_000;

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { headers, body } = JSON.parse(Buffer.concat(chunks).toString());
const agent = new Agent({ keepAlive: true, maxSockets: CROWD, maxFreeSockets: CROWD, scheduling: 'fifo' });
const answers = {};
let unanswered = 0;

function note(outcome, ms) {
  answers[outcome] ??= [];
  answers[outcome].push(ms);
}

function ask() {
  unanswered += 1;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (outcome) => {
      unanswered -= 1;
      note(outcome, performance.now() - startedAt);
      resolve();
    };
    const sending = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.once('end', () => end(String(response.statusCode)));
    });
    sending.once('error', (error) => end(error.code ?? 'error'));
    sending.end(body);
  });
}

async function waitingClient(endsAt) {
  while (performance.now() < endsAt) await ask();
}

function connect() {
  return new Promise((resolve, reject) => {
    const sending = request(new URL('/health/live', url), { agent }, (response) => {
      response.resume().once('end', resolve);
    });
    sending.once('error', reject).end();
  });
}

async function crowd() {
  await Promise.all(Array.from({ length: CROWD }, connect));
  const startedAt = performance.now();
  const total = Number(rate) * Number(seconds);
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, (Number(rate) * (performance.now() - startedAt)) / 1000);
    for (; sent < due; sent += 1) {
      if (unanswered < CROWD) ask();
      else note('given up', 0);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  while (unanswered > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

if (rate === 'waiting') {
  const endsAt = performance.now() + Number(seconds) * 1000;
  await Promise.all(Array.from({ length: WAITING_CLIENTS }, () => waitingClient(endsAt)));
} else await crowd();

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const counts = Object.entries(answers).map(([outcome, times]) => {
  times.sort((left, right) => left - right);
  return [outcome, { count: times.length, p50: at(times, 0.5), p99: at(times, 0.99), max: times.at(-1) }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(counts)), () => process.exit(0));
