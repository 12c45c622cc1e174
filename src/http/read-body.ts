import type { Readable } from 'node:stream';
import type { BodyBudget, CountedBody } from './body-budget.js';

/** What a piece of a body takes beside its bytes, measured: a body may be sent in pieces of one byte. */
const PIECE_BYTES = 256;

/** Why a body was not read to its end. `no-room`: the budget ran short, and this body was the one to go. */
export type BodyFault = 'no-room' | 'too-large' | 'too-slow' | 'broken-off';

export interface BodyRules {
  readonly budget: BodyBudget;
  /** The address the body is counted by. */
  readonly address: string;
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** Longest time until the body is whole, in milliseconds. Default: that of the server for a request. */
  readonly timeoutMs?: number;
  /**
   * What a body that is not read rejects with. The rest of it stays unread, so the connection cannot be used
   * again.
   */
  readonly refuse: (fault: BodyFault) => Error;
}

/** A whole body. Its bytes count against the budget until it is released, which may be done again. */
export interface HeldBody {
  readonly bytes: Buffer;
  release(): void;
}

/** Reads a whole body. Rejects as {@link BodyRules.refuse} says, and then holds nothing. */
export async function readBody(stream: Readable, rules: BodyRules): Promise<HeldBody> {
  const counted: CountedBody = { address: rules.address, cut: () => {}, held: 0 };
  const release = () => rules.budget.release(counted);
  try {
    return { bytes: await collect(stream, rules, counted), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Reads a whole body and hands it to `use`. Its bytes count against the budget until `use` is done. */
export async function withBody<Result>(
  stream: Readable,
  rules: BodyRules,
  use: (body: Buffer) => Result | Promise<Result>,
): Promise<Result> {
  const body = await readBody(stream, rules);
  try {
    return await use(body.bytes);
  } finally {
    body.release();
  }
}

function collect(
  stream: Readable,
  { budget, maxBytes, timeoutMs, refuse }: BodyRules,
  counted: CountedBody,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    const leave = () => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
    };
    const stop = (fault: BodyFault) => {
      leave();
      stream.pause();
      chunks = [];
      reject(refuse(fault));
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) stop('too-large');
      else if (budget.take(counted, chunk.length + PIECE_BYTES)) chunks.push(chunk);
      else stop('no-room');
    };
    const onEnd = () => {
      leave();
      budget.finish(counted);
      resolve(Buffer.concat(chunks));
    };
    const onBroken = () => stop('broken-off');
    const timer = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs, 'too-slow');
    counted.cut = () => stop('no-room');
    stream.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}
