/**
 * A payload that is not in the protocol. `path` is where, such as `orders[2].quantity`; values are never
 * repeated.
 */
export class DecodeError extends Error {
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path === '' ? 'payload' : path}: ${expected}`);
    this.name = 'DecodeError';
    this.path = path;
  }
}

/** A payload that holds more than Gateway sends; the bounds are in `bounds.ts`. */
export class ExceedsBounds extends DecodeError {}
