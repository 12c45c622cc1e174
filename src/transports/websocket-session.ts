import type { WebSocket } from 'ws';
import { type Clock, monotonicMs } from '../core/time/clock.js';
import { givenUpTo } from '../graphql/log-reader.js';
import type { Viewer } from '../viewer/viewer.js';
import type { ConnectionFacts } from './connection-facts.js';

/** How long a client may take to answer our close before the connection is cut, in milliseconds. */
const CLOSE_GRACE_MS = 5_000;

/** Shared by the sockets that are not acknowledged yet. */
const NO_OPERATIONS = {};

// States of a socket:
//
//   open → acknowledged           `connection_init` was accepted; holds a slot, and a timer if it had a token
//   acknowledged → acknowledged   a ping renewed the token
//   open, acknowledged → closing  either side closed: operations end, slot and timer are released
//   closing → closed              the close was answered, or CLOSE_GRACE_MS passed
//   any → closed                  the connection was lost or terminated; ends as closing does

/** State of one socket: its viewer, and whether the client keeps up with what we send. */
export class SocketSession {
  readonly requestId: string;
  /** The client's address, as rates and sockets are counted by. */
  readonly address: string;
  viewer: Viewer | null = null;
  /** Whether the peer has answered since the last keep-alive ping. */
  isAlive = true;
  /** When the peer's last frame arrived, in milliseconds of the clock's monotonic time. */
  heardAt: number;
  /** When it was opened, in milliseconds of the clock's monotonic time. */
  readonly openedAt: number;
  /** The running operations: the results of a subscription; null for another operation. */
  operations: Readonly<Record<string, unknown>> = NO_OPERATIONS;
  /** How many frames of the peer have arrived. */
  frames = 0;
  /** A bearer token of the upgrade, until `connection_init` was read. */
  upgradeAuthorization: string | undefined;
  /** The code we closed it with; null if we did not. */
  closedWith: number | null = null;
  #cancelTokenEnd: () => void = () => {};
  #releaseSlot: () => void = () => {};
  #unsent = 0;
  #progressAt = 0;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  #onEnd: (code: number, reason: string) => void = () => {};

  constructor(socket: WebSocket, requestId: string, address: string, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.openedAt = monotonicMs(clock);
    this.heardAt = this.openedAt;
    this.requestId = requestId;
    this.address = address;
    socket.once('close', (code, reason) => this.#end(code, String(reason)));
  }

  /** Called once, when either side closes. */
  set onEnd(callback: (code: number, reason: string) => void) {
    this.#onEnd = callback;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Replaces the timer that closes this socket when its token expires. */
  set tokenEnd(cancel: () => void) {
    this.#cancelTokenEnd();
    this.#cancelTokenEnd = cancel;
  }

  /** Releases the slot this socket holds among those of its viewer; called once, when the socket ends. */
  set releaseSlot(release: () => void) {
    this.#releaseSlot = release;
  }

  /** Sends text. Resolves when it was handed to the kernel, or at once if the socket is no longer open. */
  send(data: string): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    if (this.#unsent++ === 0) this.#progressAt = performance.now();
    return new Promise((resolve) => {
      this.#socket.send(data, () => {
        this.#unsent--;
        this.#progressAt = performance.now();
        resolve();
      });
    });
  }

  /** How long the peer has read nothing although data is waiting for it, in milliseconds; 0 if none is. */
  get stalledMs(): number {
    return this.#unsent > 0 && this.#socket.bufferedAmount > 0 ? performance.now() - this.#progressAt : 0;
  }

  /** Bytes that are waiting for the peer. */
  get unsentBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** The connection as it is now. */
  get facts(): ConnectionFacts {
    const results = Object.values(this.operations).filter((result) => result !== null);
    return {
      transport: 'websocket',
      viewerId: this.viewer?.id ?? null,
      ageMs: monotonicMs(this.#clock) - this.openedAt,
      subscriptions: results.map(givenUpTo),
      unsentBytes: this.unsentBytes,
    };
  }

  /** Ends the operations at once, closes, and cuts the connection if the peer does not answer the close. */
  close([code, reason]: readonly [number, string]): void {
    if (this.#socket.readyState === this.#socket.CLOSED) return;
    this.closedWith ??= code;
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS).unref();
    this.#end(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Called for every frame of the peer. */
  heard(): void {
    this.isAlive = true;
    this.heardAt = monotonicMs(this.#clock);
    this.frames += 1;
  }

  /** Sends the keep-alive ping: the peer counts as alive again when its next frame arrives. */
  ping(): void {
    this.isAlive = false;
    this.#socket.ping();
  }

  /** Sends a ping between those of the keep-alive. */
  askForPong(): void {
    this.#socket.ping();
  }

  #end(code: number, reason: string): void {
    this.tokenEnd = () => {};
    this.#releaseSlot();
    this.#releaseSlot = () => {};
    const onEnd = this.#onEnd;
    this.#onEnd = () => {};
    onEnd(code, reason);
  }
}
