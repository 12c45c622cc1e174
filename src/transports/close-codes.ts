import { CloseCode } from 'graphql-ws';

/** Code and reason of each close that we choose. Stock clients reconnect after each of these. */
export const CLOSE = {
  draining: [1012, 'Service restart'],
  tryAgain: [1013, 'Try again later'],
  forbidden: [CloseCode.Forbidden, 'Forbidden'],
  tokenEnded: [4410, 'Token ended'],
  tooMany: [4411, 'Too many sockets'],
  tooSlow: [4413, 'Too slow'],
} as const;

/** The library's close for a message that it could not read. */
export const BAD_MESSAGE = [CloseCode.BadRequest, 'Invalid message received'] as const;

/** The close codes that the socket library sends, by the code of its error; 1002 for any other bad frame. */
const LIBRARY_CLOSES: Readonly<Record<string, number>> = {
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
};

/** The close that the socket library has already sent for one of its errors. */
export function closeOfFault({ code = '' }: NodeJS.ErrnoException): readonly [code: number, reason: string] {
  return [LIBRARY_CLOSES[code] ?? 1002, ''];
}

/** Closes by the client, and connections that are just gone. */
export const PLAIN_CLOSES: Readonly<Record<number, string>> = {
  1000: 'The client closed the socket.',
  1001: 'The client left: its page or app was closed.',
  1005: 'The client closed the socket and gave no code.',
  1006: 'The connection was lost: no close was sent.',
};

/** What a close code means, and whether stock clients reconnect automatically. */
interface CloseRow {
  readonly meaning: string;
  readonly reconnects: boolean;
}

const reconnects = (meaning: string): CloseRow => ({ meaning, reconnects: true });
const staysClosed = (meaning: string): CloseRow => ({ meaning, reconnects: false });

/** Every code we close a socket with. The table in `schema/README.md` is generated from it. */
export const CLOSE_CATALOGUE: Readonly<Record<number, CloseRow>> = {
  1002: staysClosed('A frame violated the WebSocket protocol.'),
  1007: staysClosed('A text message was not UTF-8.'),
  1008: staysClosed('A message was split into too many fragments.'),
  1009: staysClosed('A message was longer than `WEBSOCKET_MAX_BYTES`.'),
  [CLOSE.draining[0]]: reconnects('The instance is draining; reconnect to another one or to its successor.'),
  [CLOSE.tryAgain[0]]: reconnects('The keys that verify session tokens could not be fetched.'),
  [CloseCode.BadRequest]: staysClosed('A message did not follow `graphql-transport-ws`.'),
  [CloseCode.Unauthorized]: staysClosed('An operation was sent before `connection_init` was acknowledged.'),
  [CLOSE.forbidden[0]]: reconnects(
    'The token of `connection_init` or `ping` is invalid or of another viewer.',
  ),
  [CloseCode.SubprotocolNotAcceptable]: staysClosed('The subprotocol is not `graphql-transport-ws`.'),
  [CloseCode.ConnectionInitialisationTimeout]: reconnects('`connection_init` did not arrive in time.'),
  [CloseCode.SubscriberAlreadyExists]: staysClosed('An operation used the id of a running one.'),
  [CLOSE.tokenEnded[0]]: reconnects(
    'The token expired, or its session was ended, as that of the console may be. Reconnect with a new ' +
      'token, or renew it with `ping` before it expires.',
  ),
  [CLOSE.tooMany[0]]: reconnects(
    'The viewer already has `GRAPHQL_MAX_SOCKETS` sockets open, or this one was silent and gave way to ' +
      'another.',
  ),
  [CLOSE.tooSlow[0]]: reconnects('The client does not read fast enough.'),
  [CloseCode.TooManyInitialisationRequests]: staysClosed('A second `connection_init` was sent.'),
};
