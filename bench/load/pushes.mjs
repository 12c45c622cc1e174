import { setTimeout as delay } from 'node:timers/promises';
import { batchOf, LEGS } from '../dataset/orders.mjs';
import { quantile } from '../report/statistics.mjs';
import { createTransactions, untilRead, webhookBytes } from './dwar-data.mjs';
import { Connection } from './connection.mjs';
import { forEachOver, requestPatiently, withConnections } from './pool.mjs';
import { requireOk } from './refused.mjs';
import { openSubscribers } from './subscribers.mjs';

/** Deliveries in flight at once when as many are sent as are taken. */
const SENDERS = 32;
/** Queries in flight when deliveries are looked for. */
const FINDERS = 8;
const PUSHED_WITHIN_MS = 60_000;
const POLL_MS = 10;
const PROBES = 50;
const PROBES_AT_ONCE = 8;
const PAUSE_MS = 300;
/** Below the most orders that Gateway reports of one transaction (100): a measurement ends early there. */
const ORDERS_OF_TRANSACTION = 80;

const ORDERS_OF = `query OrdersOf($id: ID!) { orders(first: 100, transactionId: $id) { edges { node { batchId } } } }`;

/** Webhooks to one server, and what its subscribers receive of them. */
export class PushLoad {
  /** Orders that were delivered and not pushed yet. */
  #pending = new Map();
  #problem = null;
  #times = [];
  #lastPushAt = 0;
  #orders;
  #sockets = [];

  /**
   * @param {import('./target.mjs').Target} target
   * @param {import('../gateway/stand-in.mjs').StandIn | undefined} standIn that of a Dwar
   */
  constructor(target, standIn) {
    this.target = target;
    this.standIn = standIn;
    this.#orders = target.viewers.map(() => 0);
  }

  /** Opens one socket of each viewer, and resolves when each has received an event. */
  async open() {
    const { viewers, port } = this.target;
    const following = new Set();
    let lost = new Set(viewers.map(({ number }) => number));
    let isOpen = false;
    const onEvent = (viewer, event) => {
      if (event.order !== undefined) following.add(viewer);
      this.#received(viewer, event);
    };
    const onLost = (viewer, reason) => {
      if (isOpen) this.#problem ??= reason;
      else lost.add(viewer);
    };
    await this.#newTransactions();
    for (let probe = 0; following.size < viewers.length || lost.size > 0; probe += 1) {
      if (probe === PROBES) throw new Error(`${following.size} of ${viewers.length} subscribers follow`);
      const again = viewers.filter(({ number }) => lost.has(number));
      lost = new Set();
      this.#sockets.push(...(await openSubscribers(this.target, again, onEvent, onLost)));
      const others = viewers.filter(({ number }) => !following.has(number));
      await forEachOver(port, PROBES_AT_ONCE, others, (connection, viewer) =>
        this.#deliver(connection, viewer),
      );
      await delay(PAUSE_MS);
    }
    isOpen = true;
    await this.#settle();
    this.#pending.clear();
  }

  /** As many webhooks as the server takes. Answers how many reached disk and subscriber in a second. */
  async saturated({ seconds }) {
    await this.#begin();
    const { port, viewers } = this.target;
    const startedAt = performance.now();
    const endsAt = startedAt + seconds * 1000;
    const most = viewers.length * ORDERS_OF_TRANSACTION;
    let sent = 0;
    await withConnections(port, SENDERS, async (connection) => {
      while (performance.now() < endsAt && sent < most)
        await this.#deliver(connection, viewers[sent++ % viewers.length]);
    });
    await this.#untilPushed();
    const rate = (sent / (this.#lastPushAt - startedAt)) * 1000;
    return { rate, ...(await this.#finish(sent)) };
  }

  /** Webhooks at a steady rate, regardless of the answers. Answers the time from the sending to the push. */
  async steady({ seconds, perSecond }) {
    await this.#begin();
    const { port, viewers } = this.target;
    const connections = await Promise.all(Array.from({ length: SENDERS }, () => Connection.open(port)));
    const free = [...connections];
    const startedAt = performance.now();
    const total = seconds * perSecond;
    const deliveries = [];
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, ((performance.now() - startedAt) / 1000) * perSecond);
      for (; sent < due; sent += 1) {
        const connection = free.pop() ?? (await Connection.open(port));
        const delivery = this.#deliver(connection, viewers[sent % viewers.length]);
        deliveries.push(delivery.then(() => free.push(connection)));
      }
      await delay(1);
    }
    await Promise.all(deliveries);
    await this.#untilPushed();
    for (const connection of free) connection.close();
    return {
      p50: quantile(this.#sorted(), 0.5),
      p99: quantile(this.#sorted(), 0.99),
      ...(await this.#finish(total)),
    };
  }

  close() {
    for (const socket of this.#sockets) socket.close();
  }

  /** The orders of each measurement belong to new transactions, so that none has more than Gateway reports. */
  async #begin() {
    await this.#newTransactions();
    this.#times = [];
  }

  async #newTransactions() {
    if (this.standIn !== undefined) await createTransactions(this.target, this.standIn);
  }

  async #deliver(connection, viewer) {
    const batch = batchOf(viewer.number, this.#orders[viewer.number]++);
    this.standIn?.addOrder(viewer.transactionId, batch);
    const bytes = webhookBytes(viewer, batch);
    this.#pending.set(batch.batchId, { viewer: viewer.number, sentAt: performance.now() });
    requireOk(await connection.request(bytes), `${this.target.name}: a webhook`);
  }

  #received(viewer, { order }) {
    // Events of transactions have none. An order comes again when the read has confirmed it.
    const delivered = order === undefined ? undefined : this.#pending.get(order.batchId);
    if (delivered === undefined) return;
    this.#lastPushAt = performance.now();
    this.#times.push(this.#lastPushAt - delivered.sentAt);
    this.#pending.delete(order.batchId);
    if (delivered.viewer !== viewer) this.#problem ??= 'an order was pushed to another viewer';
    if (order.status !== 'COMPLETED' || order.legs.length !== LEGS)
      this.#problem ??= 'a wrong order was pushed';
  }

  async #untilPushed() {
    const giveUpAt = performance.now() + PUSHED_WITHIN_MS;
    while (this.#pending.size > 0) {
      if (performance.now() > giveUpAt) throw new Error(`${this.#pending.size} orders were never pushed`);
      await delay(POLL_MS);
    }
  }

  /** Checks what was measured, after it. */
  async #finish(sent) {
    if (this.#problem !== null) throw new Error(this.#problem);
    if (this.#times.length !== sent) throw new Error(`${this.#times.length} pushes of ${sent} deliveries`);
    await this.#settle();
    await this.#findDeliveries();
    return { count: sent };
  }

  async #settle() {
    if (this.standIn !== undefined) await untilRead(this.target, this.standIn);
  }

  /** Finds every delivery that was acknowledged in what Dwar answers to queries. */
  async #findDeliveries() {
    const { standIn, target } = this;
    if (standIn === undefined) return;
    await forEachOver(target.port, FINDERS, target.viewers, async (connection, viewer) => {
      const request = { query: ORDERS_OF, variables: { id: viewer.transactionId } };
      const answer = await requestPatiently(connection, target.bytesFor(viewer, request), 'a query');
      const { edges } = JSON.parse(answer.body.toString()).data.orders;
      const found = new Set(edges.map(({ node }) => node.batchId));
      const lost = standIn.batchIdsOf(viewer.transactionId).filter((batchId) => !found.has(batchId));
      if (lost.length > 0 || found.size !== edges.length)
        throw new Error(`${lost.length} acknowledged deliveries of viewer ${viewer.number} are lost`);
    });
  }

  #sorted() {
    return this.#times.sort((left, right) => left - right);
  }
}
