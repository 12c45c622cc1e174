/** Why a delivery was not accepted. Nothing of it was stored. */
export type WebhookRefusal =
  /** No JSON object, nested too deeply, or a field that its proof needs is missing or misshapen. */
  | 'malformed'
  /** No checksum, or a wrong one. */
  | 'invalid'
  /** One proof arrived with too many different bodies. */
  | 'too-many-bodies'
  /** Too many large bodies are waiting to be verified. */
  | 'busy'
  /** Receiving failed or took too long. */
  | 'failed'
  /** The ledger could not store it. */
  | 'not-stored';

/**
 * What became of one delivery. `stored` and `repeated`: its bytes and their effect are on disk (guarantee
 * G2).
 */
export type WebhookOutcome = 'stored' | 'repeated' | WebhookRefusal;

/** Why a request to the webhook path was refused: by its headers, while its body arrived, or after that. */
export type RejectionReason =
  | WebhookRefusal
  /** Not sent as JSON. */
  | 'media-type'
  | 'too-large'
  | 'too-slow'
  | 'broken-off'
  /** Other bodies took all the room there is for bodies in flight. */
  | 'no-room';

/** A request to the webhook path that was refused. What it holds may have been written by any sender. */
export interface RefusedRequest {
  /** The client by which it is counted: an IPv4 address, or the /64 network of an IPv6 one. */
  readonly address: string;
  /** Of the body if it was read, else what the request declared; 0 when it declared nothing. */
  readonly sizeBytes: number;
  readonly contentType: string | null;
  readonly reason: RejectionReason;
  /** Null if it was not read to its end. */
  readonly body: Buffer | null;
}

/** A request to the webhook path that this instance has refused. */
export interface RejectedDelivery {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** The network of the client: /24 of an IPv4 address, /48 of an IPv6 one. */
  readonly network: string;
  /** Of the body if it was read, else what the request declared; 0 when it declared nothing. */
  readonly sizeBytes: number;
  /** Null when the request named none that can be read. */
  readonly mediaType: string | null;
  /** Why it was refused, as a sentence. */
  readonly reason: string;
  /** What is wrong with its proof, one sentence each. Empty when something else was wrong with it. */
  readonly diagnosis: readonly string[];
  /** The beginning of the body as text. Null in production, and where the body was not kept. */
  readonly body: string | null;
}
