import Database from 'libsql';

/** One of so many orders has the rare status; those are the oldest. */
const RARE = 1_000;

/**
 * Multiplies the orders of one viewer in a ledger that no process has open: copies of one of their orders, half of them in
 * another of their transactions, and the oldest ones with a rare status. Columns that are not named are copied, so that it
 * fits other versions of the ledger.
 *
 * @param {string} path
 * @param {{viewerId: string, otherTransactionId: string, count: number}} options
 */
export function multiplyOrders(path, { viewerId, otherTransactionId, count }) {
  const database = new Database(path);
  // The connection ends when its statements are collected. With a write-ahead log of a gigabyte it would then lock the file for
  // seconds, while Dwar starts.
  database.exec('pragma journal_mode = delete');
  const columns = database
    .prepare('select name from pragma_table_info(?)')
    .all('orders')
    .map(({ name }) => name);
  const isRare = `i <= ${Math.floor(count / RARE)}`;
  const batchId = `printf('%024x', 1000000000000 + i)`;
  const changed = {
    batch_id: batchId,
    transaction_id: `case when i % 2 = 0 then transaction_id else :otherTransactionId end`,
    created_seq: 'i',
    status: `case when ${isRare} then 'UNPLACED' else status end`,
    snapshot: `replace(replace(snapshot, batch_id, ${batchId}), '"status":"COMPLETED"',
      case when ${isRare} then '"status":"UNPLACED"' else '"status":"COMPLETED"' end)`,
  };
  const values = columns.map((column) => changed[column] ?? column);
  const run = (sql, parameters) => database.prepare(sql).run(parameters);
  // What the viewer has already is newer than the copies.
  run('update orders set created_seq = created_seq + :count where viewer_id = :viewerId', {
    count,
    viewerId,
  });
  run('update viewers set head = head + :count where viewer_id = :viewerId', { count, viewerId });
  run(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
     insert into orders (${columns.join(', ')})
     select ${values.join(', ')} from n, (select * from orders where viewer_id = :viewerId limit 1)`,
    { viewerId, otherTransactionId },
  );
  database.close();
}
