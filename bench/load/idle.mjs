import { openSubscribers } from './subscribers.mjs';

/** Sockets that subscribe and then wait. */
export class IdleSubscribers {
  #sockets = [];
  #problem = null;

  /** @param {import('./target.mjs').Target} target */
  constructor(target) {
    this.target = target;
  }

  /**
   * Opens as many sockets, of all viewers in turn.
   *
   * @param {number} count
   */
  async open(count) {
    const { viewers } = this.target;
    const each = Array.from({ length: count }, (_, index) => viewers[index % viewers.length]);
    const onLost = (_viewer, reason) => {
      this.#problem ??= reason;
    };
    this.#sockets.push(...(await openSubscribers(this.target, each, () => {}, onLost)));
  }

  /** Throws if a socket was lost. */
  close() {
    for (const socket of this.#sockets.splice(0)) socket.close();
    if (this.#problem !== null) throw new Error(this.#problem);
  }
}
