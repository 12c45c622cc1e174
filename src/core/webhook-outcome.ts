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
