// Node's HTTP server without any framework. It sends bytes that were ready before, or with `{"stringify": true}` makes the JSON
// of every answer. It does not read the query: it marks what is possible at most.
import { createServer } from 'node:http';
import { PAGE } from '../../dataset/orders.mjs';
import { viewerOf } from '../schema.mjs';
import { listen, serve } from './serve.mjs';

const { stringify } = JSON.parse(process.argv[2] ?? '{}');

await serve(async (store) => {
  const answerOf = (viewer) => ({ data: { orders: store.page(viewer, PAGE) } });
  const bytesOf = (viewer) => Buffer.from(JSON.stringify(answerOf(viewer)));
  const ready = new Map();
  const prepare = () => {
    for (const viewer of store.viewers) ready.set(viewer, bytesOf(viewer));
  };
  if (!stringify) prepare();
  const server = createServer((request, response) => {
    request.resume();
    const viewer = viewerOf(request.headers);
    const body = stringify ? bytesOf(viewer) : ready.get(viewer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
  return { port: await listen(server), ...(stringify ? {} : { changed: prepare }) };
});
