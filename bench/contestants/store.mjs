import { batchOf, viewerName, viewOf } from '../dataset/orders.mjs';

/** The orders of all viewers in memory, as a peer holds them. */
export class Store {
  /** @type {Map<string, {readonly number: number, readonly orders: object[]}>} */
  #viewers = new Map();

  /**
   * @param {number} viewers how many viewers there are
   * @param {number} orders how many orders each has
   */
  constructor(viewers, orders) {
    for (let number = 0; number < viewers; number += 1) {
      const own = Array.from({ length: orders }, (_, n) => viewOf(batchOf(number, n)));
      this.#viewers.set(viewerName(number), { number, orders: own });
    }
  }

  /** The newest orders of a viewer, newest first. */
  page(viewer, first) {
    const orders = this.#viewers.get(viewer)?.orders ?? [];
    const edges = [];
    for (let at = orders.length - 1; at >= 0 && edges.length < first; at -= 1)
      edges.push({ node: orders[at] });
    return { edges, pageInfo: { hasNextPage: orders.length > edges.length } };
  }

  /** Gives every viewer one more order. */
  change() {
    for (const { number, orders } of this.#viewers.values())
      orders.push(viewOf(batchOf(number, orders.length)));
  }

  get viewers() {
    return this.#viewers.keys();
  }
}
