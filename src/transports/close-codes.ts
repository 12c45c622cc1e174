import { CloseCode } from 'graphql-ws';

/** Why we close a socket, and with which words. Stock clients connect again after each of these. */
export const CLOSE = {
  draining: [1012, 'Service restart'],
  tryAgain: [1013, 'Try again later'],
  forbidden: [CloseCode.Forbidden, 'Forbidden'],
  tokenEnded: [4410, 'Token ended'],
  tooMany: [4411, 'Too many sockets'],
  tooSlow: [4413, 'Too slow'],
} as const;

/** The library's code for a message it could not read. */
export const BAD_MESSAGE = [CloseCode.BadRequest, 'Invalid message received'] as const;

/** What the socket library closes with by itself, by the code of its error; it is 1002 for any other fault of a frame. */
const LIBRARY_CLOSES: Readonly<Record<string, number>> = {
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
};

/** The close that goes with an error of the socket library, which has sent it by then. */
export function closeOfFault({ code = '' }: NodeJS.ErrnoException): readonly [code: number, reason: string] {
  return [LIBRARY_CLOSES[code] ?? 1002, ''];
}

/** The meaning of a close code, and whether stock clients reconnect automatically. */
interface CloseRow {
  readonly meaning: string;
  readonly reconnects: boolean;
}

const reconnects = (meaning: string): CloseRow => ({ meaning, reconnects: true });
const staysClosed = (meaning: string): CloseRow => ({ meaning, reconnects: false });

/** Every code a socket of ours is closed with. The table in `schema/README.md` is made from it. */
export const CLOSE_CATALOGUE: Readonly<Record<number, CloseRow>> = {
  1002: staysClosed('A frame that is none of the WebSocket protocol.'),
  1007: staysClosed('Text that is no UTF-8.'),
  1008: staysClosed('A message that came in too many pieces.'),
  1009: staysClosed('A message was longer than `WEBSOCKET_MAX_BYTES`.'),
  [CLOSE.draining[0]]: reconnects('The instance is draining; reconnect to another one or to its successor.'),
  [CLOSE.tryAgain[0]]: reconnects('The keys that verify session tokens could not be fetched.'),
  [CloseCode.BadRequest]: staysClosed('A message that is none of the protocol.'),
  [CloseCode.Unauthorized]: staysClosed('An operation before `connection_init` was acknowledged.'),
  [CLOSE.forbidden[0]]: reconnects('The token of `connection_init` or `ping` is bad, or of another viewer.'),
  [CloseCode.SubprotocolNotAcceptable]: staysClosed('The subprotocol is not `graphql-transport-ws`.'),
  [CloseCode.ConnectionInitialisationTimeout]: reconnects('`connection_init` did not come in time.'),
  [CloseCode.SubscriberAlreadyExists]: staysClosed('An operation used the id of one that is still running.'),
  [CLOSE.tokenEnded[0]]: reconnects(
    'The token ended. Come back with a new one, or renew it by `ping` before.',
  ),
  [CLOSE.tooMany[0]]: reconnects('The viewer has `GRAPHQL_MAX_SOCKETS` open already.'),
  [CLOSE.tooSlow[0]]: reconnects('What waits for this client is not taken.'),
  [CloseCode.TooManyInitialisationRequests]: staysClosed('A second `connection_init`.'),
};
