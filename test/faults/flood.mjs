// Posts the text of its standard input so many times at once and prints how often it got which answer, as
// JSON. A process of its own: what it costs to send must not slow what is measured meanwhile.
import { request } from 'node:http';

const [url, times] = process.argv.slice(2);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const body = Buffer.concat(chunks);
const headers = { 'content-type': 'application/json', 'content-length': body.length };

const post = () =>
  new Promise((resolve) => {
    const sending = request(url, { method: 'POST', headers, agent: false });
    sending.once('response', (response) => {
      response.resume();
      resolve(String(response.statusCode));
    });
    sending.once('error', () => resolve('cut off'));
    sending.end(body);
  });

const outcomes = {};
for (const outcome of await Promise.all(Array.from({ length: Number(times) }, post))) {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
