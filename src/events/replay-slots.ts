import { SlotsByHolder } from '../core/slots-by-holder.js';

/** Pages of history that may be in flight for one viewer; more streams of that viewer wait for their turn. */
const PAGES_IN_FLIGHT = 4;
/**
 * How long a page may keep its slot. A client that takes longer must not hold up the other streams of its
 * viewer.
 */
const HELD_MAX_MS = 1_000;

/** The right to read one page of history and send it. */
export interface ReplaySlot {
  /** Resolves when the slot is held, and also when it is released before that. */
  readonly granted: Promise<void>;
  /** Gives the slot back, or ends the wait for it. May be called twice. */
  release(): void;
}

/**
 * Limits the replays in flight of each viewer: a stream that resumes acquires a slot for each page. Slots are
 * granted first come, first served; no stream is refused, and all streams of a viewer advance together.
 * Viewers do not share slots.
 */
export class ReplaySlots {
  readonly #pages = new SlotsByHolder(PAGES_IN_FLIGHT);

  /** How many viewers hold a slot. */
  get size(): number {
    return this.#pages.size;
  }

  /** Requests a slot, which must be released. */
  acquire(viewerId: string): ReplaySlot {
    return new ExpiringSlot((onGranted) => this.#pages.request(viewerId, onGranted));
  }
}

/** A slot that is released automatically {@link HELD_MAX_MS} after it was granted. */
class ExpiringSlot implements ReplaySlot {
  readonly granted: Promise<void>;
  readonly #giveBack: () => void;
  #resolve: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #isReleased = false;

  constructor(request: (onGranted: () => void) => () => void) {
    this.granted = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#giveBack = request(() => this.#grant());
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    clearTimeout(this.#timer);
    this.#resolve();
    this.#giveBack();
  }

  #grant(): void {
    this.#timer = setTimeout(() => this.release(), HELD_MAX_MS).unref();
    this.#resolve();
  }
}
