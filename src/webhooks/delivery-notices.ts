/** Notifies of the deliveries that this instance has stored or played. */
export class DeliveryNotices {
  readonly #listeners = new Set<(deliveryId: string) => void>();

  /** Calls `listener` for each one until the returned function is called. A listener must not throw. */
  readonly on = (listener: (deliveryId: string) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Calls the listeners. */
  readonly notify = (deliveryId: string): void => {
    for (const listener of this.#listeners) listener(deliveryId);
  };
}
