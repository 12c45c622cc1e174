import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Refused } from './refused.mjs';

/** The load process, seen from its parent. */
export class Load {
  #child = fork(join(import.meta.dirname, 'main.mjs'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #lastId = 0;

  constructor() {
    this.#child.on('message', ({ id, result, error, isRefusal }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(isRefusal ? new Refused(error) : new Error(error));
    });
    this.#child.once('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the load ended with ${code}`));
    });
  }

  /**
   * Calls one of the functions of `main.mjs`.
   *
   * @param {string} call
   * @param {object} args
   * @returns {Promise<any>}
   */
  call(call, args = {}) {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, call, args });
    });
  }

  close() {
    this.#child.disconnect();
  }
}
