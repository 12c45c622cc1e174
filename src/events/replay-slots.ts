/** Pages of history that may be in flight for one viewer; more streams of that viewer wait for their turn. */
const PAGES_IN_FLIGHT = 4;
/** How long a page may keep its slot. A client that takes longer must not hold up the other streams of its viewer. */
const HELD_MAX_MS = 1_000;

/** The right to read one page of history and send it. */
export interface ReplaySlot {
  /** Resolves when the slot is held, and also when it is released before that. */
  readonly granted: Promise<void>;
  /** Gives the slot back, or ends the wait for it. May be called twice. */
  release(): void;
}

interface Line {
  held: number;
  /** The longest waiting first. */
  readonly waiting: Set<Slot>;
}

/**
 * Bounds the replays in flight of each viewer: a stream that resumes acquires a slot for each page. Slots are granted in the order in
 * which they were asked for; no stream is refused, and all streams of a viewer advance together. Viewers do not share slots.
 */
export class ReplaySlots {
  readonly #lines = new Map<string, Line>();

  /** How many viewers hold a slot. */
  get size(): number {
    return this.#lines.size;
  }

  /** Asks for a slot, which must be released. */
  acquire(viewerId: string): ReplaySlot {
    const line = this.#lines.get(viewerId) ?? { held: 0, waiting: new Set() };
    this.#lines.set(viewerId, line);
    const slot = new Slot((wasHeld) => {
      if (wasHeld) line.held -= 1;
      else line.waiting.delete(slot);
      this.#grant(viewerId, line);
    });
    line.waiting.add(slot);
    this.#grant(viewerId, line);
    return slot;
  }

  #grant(viewerId: string, line: Line): void {
    for (const slot of line.waiting) {
      if (line.held === PAGES_IN_FLIGHT) break;
      line.waiting.delete(slot);
      line.held += 1;
      slot.grant();
    }
    if (line.held === 0) this.#lines.delete(viewerId);
  }
}

class Slot implements ReplaySlot {
  readonly granted: Promise<void>;
  #resolve: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #isReleased = false;

  constructor(private readonly onRelease: (wasHeld: boolean) => void) {
    this.granted = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  grant(): void {
    this.#timer = setTimeout(() => this.release(), HELD_MAX_MS).unref();
    this.#resolve();
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    clearTimeout(this.#timer);
    this.#resolve();
    this.onRelease(this.#timer !== undefined);
  }
}
