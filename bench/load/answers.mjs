import { isDeepStrictEqual } from 'node:util';
import { requireOk } from './refused.mjs';

/**
 * Checks answers: the first one of each viewer is parsed and compared with what it must be, later ones must have the same
 * bytes. Throws for any other.
 */
export class Answers {
  /** @type {Map<number, Buffer>} */
  #correct = new Map();

  /**
   * @param {string} server its name in messages
   * @param {(viewer: number) => unknown} expected
   */
  constructor(server, expected) {
    this.server = server;
    this.expected = expected;
  }

  /** @param {number} viewer @param {{status: number, body: Buffer}} answer */
  check(viewer, { status, body }) {
    requireOk({ status, body }, this.server);
    const correct = this.#correct.get(viewer);
    if (correct?.equals(body) === true) return;
    this.#correct.set(viewer, this.#parsed(viewer, body));
  }

  /** Answers are compared with new expectations from now on. */
  forget() {
    this.#correct.clear();
  }

  #parsed(viewer, body) {
    const answer = JSON.parse(body.toString());
    const expected = this.expected(viewer);
    if (isDeepStrictEqual(answer, expected)) return Buffer.from(body);
    const [sent, wanted] = [answer, expected].map((value) => JSON.stringify(value));
    const at = [...sent].findIndex((character, index) => character !== wanted[index]);
    const from = Math.max(0, at - 60);
    throw new Error(
      `${this.server} answered viewer ${viewer} wrongly: …${sent.slice(from, at + 120)}… instead of …${wanted.slice(from, at + 120)}…`,
    );
  }
}
