import { createHash } from 'node:crypto';

/** What a cursor says of itself. */
export interface ReadCursor {
  /** The log that it is of. */
  readonly epoch: string;
  readonly seq: number;
  /** Whether it is a cursor of this viewer. */
  isOf(viewerId: string): boolean;
}

/** Reads a cursor of any viewer and any log; null when it is malformed. */
export function readCursor(cursor: string): ReadCursor | null {
  if (cursor.length > 100) return null;
  const [, epoch, digits] =
    /^([0-9a-f]{8})\.(\d{1,15})\.[\w-]{8}$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (epoch === undefined || digits === undefined) return null;
  const seq = Number(digits);
  const cursors = new CursorCodec(epoch);
  return { epoch, seq, isOf: (viewerId) => cursors.encode(viewerId, seq) === cursor };
}

/** Where a viewer stands in their log. Opaque outside; knowing one grants nothing. */
export class CursorCodec {
  constructor(readonly epoch: string) {}

  /** The cursor of event `seq` of a viewer; `seq` 0 stands before the first one. */
  encode(viewerId: string, seq: number): string {
    return Buffer.from(`${this.epoch}.${seq}.${this.#mark(viewerId)}`).toString('base64url');
  }

  /** The event number behind a cursor; null when it is malformed, another viewer's, or of another log. */
  decode(viewerId: string, cursor: string): number | null {
    const read = readCursor(cursor);
    return read !== null && read.epoch === this.epoch && read.isOf(viewerId) ? read.seq : null;
  }

  /** Distinguishes a cursor of another log from one of this log. */
  #mark(viewerId: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.epoch, viewerId]))
      .digest('base64url')
      .slice(0, 8);
  }
}
