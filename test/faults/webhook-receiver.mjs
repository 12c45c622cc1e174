/**
 * A backend of the partner, as a process that can be killed. It verifies each webhook with the library, writes
 * what happens to a file before it answers, and misbehaves at random.
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const { PORT, SECRET, JOURNAL, INSIDE_URL, LATE_MS, SEED } = process.env;
const webhook = new Webhook(SECRET);
let state = Number(SEED) >>> 0;

/** Random numbers from 0 to 1 that depend on the seed alone (mulberry32). */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const note = (line) => appendFileSync(JOURNAL, `${JSON.stringify(line)}\n`);

function answer(response) {
  const chance = random();
  if (chance < 0.04) response.writeHead(500).end();
  else if (chance < 0.06) response.writeHead(302, { location: INSIDE_URL }).end();
  else if (chance < 0.07) response.writeHead(308, { location: 'http://169.254.169.254/latest/' }).end();
  else if (chance < 0.08) setTimeout(() => response.writeHead(204).end(), Number(LATE_MS));
  else if (chance < 0.09) response.destroy();
  // One in a hundred is never answered.
  else if (chance >= 0.1) response.writeHead(204).end();
}

let requests = 0;
createServer(async (request, response) => {
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return;
  }
  requests += 1;
  const number = requests;
  try {
    const { type, data } = webhook.verify(Buffer.concat(chunks).toString('utf8'), request.headers);
    const id = request.headers['webhook-id'];
    note({ what: 'begin', number, id, type, viewer: data.viewerId, seq: data.seq });
  } catch (error) {
    note({ what: 'unverified', message: String(error) });
    response.writeHead(401).end();
    return;
  }
  response.on('close', () => note({ what: 'end', number }));
  answer(response);
}).listen(Number(PORT), '127.0.0.1', () => note({ what: 'boot' }));
