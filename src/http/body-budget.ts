/** What all bodies of one budget may hold at once, in bytes (design, section 4). */
const BUDGET_BYTES = 16 * 2 ** 20;

/** The part of a budget that the unfinished bodies of one address may hold. */
const ADDRESS_SHARE = 1 / 4;

/** Bodies beyond this are rarely genuine, and leave a quarter of the budget to the others. */
const LARGE_BYTES = 256 * 1024;
const LEFT_BY_LARGE = 1 / 4;

/**
 * Room for one body of the largest size, in times that size: it comes in pieces, and each of them takes a
 * little more than its bytes.
 */
const LARGEST_TIMES = 1.25;

/** A body whose bytes are counted. */
export interface CountedBody {
  readonly address: string;
  /** Called when its bytes are taken from it: they must be let go at once. */
  cut: () => void;
  /** Bytes it holds; kept by the budget. */
  held: number;
}

/** The bodies of one address that are not whole, the oldest first. */
interface Sender {
  held: number;
  readonly bodies: Set<CountedBody>;
}

/**
 * Limits the bytes of request bodies in memory. When the budget is exhausted, the oldest incomplete body of
 * the heaviest address is dropped, so that slow senders give way to fast ones, also when all share one
 * address.
 *
 * A body is in one of three states. *Incomplete*: `take` counts its bytes; it may be dropped. *Complete*:
 * after `finish` it keeps its bytes and is not dropped. *Released*: after `release`, or after it was dropped,
 * its bytes are free again. A body that needs more than its address or the budget has left drops others
 * first; if no other is left or it is the oldest itself, `take` returns false and the caller rejects it.
 */
export class BodyBudget {
  #left: number;
  readonly #bytes: number;
  readonly #share: number;
  readonly #senders = new Map<string, Sender>();

  /** `largest` is the size of the largest body that is accepted, in bytes. One such body always fits. */
  constructor(largest: number, bytes = BUDGET_BYTES) {
    const one = largest * LARGEST_TIMES;
    this.#bytes = Math.max(bytes, one / (1 - LEFT_BY_LARGE));
    this.#left = this.#bytes;
    this.#share = Math.max(this.#bytes * ADDRESS_SHARE, one);
  }

  /** Counts bytes that have arrived. False when they do not fit and no other body can be dropped. */
  take(body: CountedBody, bytes: number): boolean {
    const kept = body.held + bytes > LARGE_BYTES ? this.#bytes * LEFT_BY_LARGE : 0;
    while ((this.#senders.get(body.address)?.held ?? 0) + bytes > this.#share) {
      if (!this.#cutOldest(this.#senders.get(body.address), body)) return false;
    }
    while (bytes > this.#left - kept) {
      if (!this.#cutOldest(this.#greatest(), body)) return false;
    }
    this.#add(body, bytes);
    return true;
  }

  /** The body is whole: it keeps its bytes, and is not cut any more. */
  finish(body: CountedBody): void {
    const sender = this.#senders.get(body.address);
    if (sender?.bodies.delete(body) !== true) return;
    sender.held -= body.held;
    if (sender.bodies.size === 0) this.#senders.delete(body.address);
  }

  /** Gives back what the body holds. May be called again. */
  release(body: CountedBody): void {
    this.finish(body);
    this.#left += body.held;
    body.held = 0;
  }

  #add(body: CountedBody, bytes: number): void {
    const sender = this.#senders.get(body.address) ?? { held: 0, bodies: new Set() };
    this.#senders.set(body.address, sender);
    sender.bodies.add(body);
    sender.held += bytes;
    body.held += bytes;
    this.#left -= bytes;
  }

  #cutOldest(sender: Sender | undefined, asking: CountedBody): boolean {
    const [oldest] = sender?.bodies ?? [];
    if (oldest === undefined || oldest === asking) return false;
    this.release(oldest);
    oldest.cut();
    return true;
  }

  #greatest(): Sender | undefined {
    let greatest: Sender | undefined;
    for (const sender of this.#senders.values()) {
      if (greatest === undefined || sender.held > greatest.held) greatest = sender;
    }
    return greatest;
  }
}
