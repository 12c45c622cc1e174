/**
 * What the SDK's overlay and the broker page in its frame say to each other by `postMessage`. Each side also
 * checks origin and source of a message, and the nonce, which is of one flow.
 */

/** The value of `triggerTransaction`, or the error it rejects with (sections 18.2 and 18.3). */
export type SdkAnswer =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: AnsweredError };

export interface AnsweredError {
  readonly code: number;
  readonly message: string;
  readonly smallcaseAuthToken?: string;
  readonly broker?: string;
}

/** From the broker page. A second `ready` in one flow means that it was reloaded. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'logged-in'; readonly broker: string; readonly account: string }
  | { readonly type: 'sent' }
  | { readonly type: 'close-requested' }
  | { readonly type: 'answer'; readonly answer: SdkAnswer };

/** To the broker page: the user leaves after the login. */
export type OverlayMessage = { readonly type: 'leave' };

interface Sealed<Message> {
  readonly nonce: string;
  readonly message: Message;
}

export function seal<Message>(nonce: string, message: Message): Sealed<Message> {
  return { nonce, message };
}

/** Returns the message of an event if it is of this flow, and null for any other. */
export function unseal<Message>(
  event: MessageEvent,
  expected: { readonly origin: string; readonly source: MessageEventSource | null; readonly nonce: string },
): Message | null {
  const { origin, source, data } = event;
  if (origin !== expected.origin || source === null || source !== expected.source) return null;
  if (typeof data !== 'object' || data === null || (data as Sealed<unknown>).nonce !== expected.nonce)
    return null;
  return (data as Sealed<Message>).message;
}
