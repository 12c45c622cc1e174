import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import { KEYS } from '../dataset/keys.mjs';

const LIFETIME_MS = 24 * 3_600_000;
/** No read of a busy Dwar is this long after another. */
const QUIET_MS = 150;
const prefix = `/v1/${KEYS.gatewayName}/engine`;

/**
 * Stands in for smallcase Gateway: creates transactions, and answers the reads that follow a webhook with every order that
 * has been delivered for the transaction. It is part of the load, so it does as little as it can.
 *
 * @typedef {{readonly account: string, readonly batches: string[], readonly batchIds: string[]}} Transaction
 */
export class StandIn {
  /** @type {Map<string, Transaction>} */
  #transactions = new Map();
  #server;
  #created = 0;
  #lastReadAt = 0;
  /** Transactions with an order that no read has contained yet. */
  #unread = new Set();

  /** @param {{readonly key: string, readonly certificate: string}} tls */
  constructor({ key, certificate }) {
    this.#server = createServer({ key, cert: certificate, keepAliveTimeout: 60_000 }, (request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => this.#answer(request, response));
    });
  }

  /** @returns {Promise<string>} its URL */
  listen() {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => resolve(`https://127.0.0.1:${this.#server.address().port}`));
    });
  }

  /** Says whose account a transaction was completed with; its orders follow. */
  complete(transactionId, account) {
    const transaction = this.#of(transactionId);
    if (transaction !== undefined) this.#transactions.set(transactionId, { ...transaction, account });
  }

  /** Adds an order to a transaction: the next read contains it. To be called before its webhook is sent. */
  addOrder(transactionId, batch) {
    const transaction = this.#of(transactionId);
    transaction?.batches.push(JSON.stringify(batch));
    transaction?.batchIds.push(batch.batchId);
    this.#unread.add(transactionId);
  }

  batchIdsOf(transactionId) {
    return this.#of(transactionId)?.batchIds ?? [];
  }

  /** Whether every order has been read, and no call has come for some time: Dwar has stored what it read. */
  get isQuiet() {
    return this.#unread.size === 0 && performance.now() - this.#lastReadAt > QUIET_MS;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #of(transactionId) {
    return this.#transactions.get(transactionId);
  }

  #answer(request, response) {
    this.#lastReadAt = performance.now();
    const url = new URL(request.url, 'https://gateway');
    const data = this.#dataFor(url, url.searchParams.get('transactionId') ?? '');
    const body = Buffer.from(
      data === null
        ? '{"success":false,"errors":["TransactionIdNotFound"],"errorType":"InputException","data":null}'
        : `{"success":true,"errors":null,"data":${data}}`,
    );
    response.writeHead(data === null ? 400 : 200, {
      'content-type': 'application/json',
      'content-length': body.length,
    });
    response.end(body);
  }

  #dataFor({ pathname }, transactionId) {
    if (pathname === `/gateway/${KEYS.gatewayName}/transaction`) return this.#create();
    const transaction = this.#of(transactionId);
    if (transaction === undefined) return null;
    if (pathname === `${prefix}/transactiondetails`) return details(transactionId, transaction);
    if (pathname === `${prefix}/user/orders`) {
      this.#unread.delete(transactionId);
      return orders(transactionId, transaction);
    }
    return null;
  }

  #create() {
    this.#created += 1;
    const digest = createHash('sha256').update(`transaction ${this.#created} ${process.pid}`).digest('hex');
    const transactionId = `TRX_${digest.slice(0, 32)}`;
    this.#transactions.set(transactionId, { account: '', batches: [], batchIds: [] });
    return JSON.stringify({ transactionId, expireAt: new Date(Date.now() + LIFETIME_MS).toISOString() });
  }
}

function details(transactionId, { account, batches }) {
  const now = new Date().toISOString();
  const isCompleted = batches.length > 0;
  return JSON.stringify({
    transactionDetails: {
      transactionId,
      intent: 'TRANSACTION',
      status: isCompleted ? 'COMPLETED' : 'INITIALIZED',
      gateway: KEYS.gatewayName,
      expireAt: new Date(Date.now() + LIFETIME_MS).toISOString(),
      createdAt: now,
      updatedAt: now,
      expired: false,
      authId: isCompleted ? account : null,
      success: isCompleted ? { broker: 'kite', signup: false, transactionId } : null,
      error: { value: false },
    },
  });
}

function orders(transactionId, { batches }) {
  const frame = { transactionId, broker: 'kite', scid: null, iscid: null, name: null };
  return `{"orders":[${JSON.stringify(frame).slice(0, -1)},"batches":[${batches.join(',')}]}]}`;
}
