import { createHash } from 'node:crypto';

/** Where a viewer stands in their log. Opaque outside; knowing one grants nothing. */
export class CursorCodec {
  constructor(readonly epoch: string) {}

  /** The cursor of event `seq` of a viewer; `seq` 0 stands before the first one. */
  encode(viewerId: string, seq: number): string {
    return Buffer.from(`${this.epoch}.${seq}.${this.#mark(viewerId)}`).toString('base64url');
  }

  /** The event number behind a cursor; null when it is malformed, another viewer's, or of another log. */
  decode(viewerId: string, cursor: string): number | null {
    if (cursor.length > 100) return null;
    const [, digits] =
      /^[0-9a-f]{8}\.(\d{1,15})\.[\w-]+$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
    if (digits === undefined) return null;
    const seq = Number(digits);
    return this.encode(viewerId, seq) === cursor ? seq : null;
  }

  /** Distinguishes a cursor of another log from one of this log. */
  #mark(viewerId: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.epoch, viewerId]))
      .digest('base64url')
      .slice(0, 8);
  }
}
