import { quantile } from '../report/statistics.mjs';
import { withConnections } from './pool.mjs';
import { requireOk } from './refused.mjs';

const PAGE = `query Page($first: Int!, $after: String, $status: [OrderStatus!], $transactionId: ID) {
  orders(first: $first, after: $after, status: $status, transactionId: $transactionId) {
    edges { cursor node { batchId status } }
    pageInfo { hasNextPage endCursor }
  }
}`;
/** Requests of each filter, each with other variables: no answer is there already. */
const REQUESTS = 30;
const SMALLEST = 10;

/** @param {{transactionId: string}} viewer */
const filtersOf = ({ transactionId }) => [
  { status: ['COMPLETED'] },
  { status: ['UNPLACED'] },
  { transactionId },
  { transactionId, status: ['UNPLACED', 'COMPLETED'] },
];

/**
 * Reads filtered pages of the first viewer of a target one after another: from the beginning, and from cursors all over the
 * list. Answers the median time in milliseconds of the slowest filter.
 *
 * @param {import('./target.mjs').Target} target
 * @param {{orders: number}} options how many orders the viewer has
 */
export async function readPages(target, { orders }) {
  const [viewer] = target.viewers;
  const medians = { first: 0, middle: 0 };
  await withConnections(target.port, 1, async (connection) => {
    for (const filter of filtersOf(viewer)) {
      for (const place of ['first', 'middle']) {
        const times = [];
        for (let turn = 0; turn < REQUESTS; turn += 1) {
          const position =
            place === 'first' ? null : 1 + Math.floor(((turn + Math.random()) / REQUESTS) * orders);
          times.push(await readPage(connection, target, { filter, position, first: SMALLEST + turn }));
        }
        times.sort((left, right) => left - right);
        medians[place] = Math.max(medians[place], quantile(times, 0.5));
      }
    }
  });
  return medians;
}

async function readPage(connection, target, { filter, position, first }) {
  const after = position === null ? null : cursorOf(position);
  const [viewer] = target.viewers;
  const bytes = target.bytesFor(viewer, { query: PAGE, variables: { first, after, ...filter } });
  const sentAt = performance.now();
  const answer = await connection.request(bytes);
  const elapsedMs = performance.now() - sentAt;
  requireOk(answer, target.name);
  const { data, errors } = JSON.parse(answer.body.toString());
  if (errors !== undefined) throw new Error(`${target.name}: ${JSON.stringify(errors)}`);
  check(data.orders, { filter, first, below: position ?? Number.POSITIVE_INFINITY });
  return elapsedMs;
}

/** Newest first, all below the cursor, of the right status, and as many as were asked for unless there are no more. */
function check({ edges, pageInfo }, { filter, first, below }) {
  let last = below;
  for (const { cursor, node } of edges) {
    const position = positionOf(cursor);
    const isWanted = filter.status === undefined || filter.status.includes(node.status);
    if (!(position < last) || !isWanted) throw new Error(`a page has a wrong order at ${position}`);
    last = position;
  }
  if (edges.length !== first && pageInfo.hasNextPage)
    throw new Error(`a page has ${edges.length} orders of ${first}`);
}

/** A cursor is opaque to apps. Here it is made, so that any place of the list can be read without the pages before it. */
const cursorOf = (position) => Buffer.from(`at:${position}`).toString('base64url');
const positionOf = (cursor) => Number(Buffer.from(cursor, 'base64url').toString().slice('at:'.length));
