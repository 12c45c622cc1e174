import { enumOf, registerEnum } from '../../graphql/enums.js';
import { HINT_OUTCOMES } from '../explain/hint-diffs.js';

export const OverviewPeriodEnum = enumOf(['HOUR', 'DAY', 'WEEK']);
registerEnum('OverviewPeriod', OverviewPeriodEnum, 'The time that an overview looks back.', {
  HOUR: 'The last hour.',
  DAY: 'The last 24 hours.',
  WEEK: 'The last seven days.',
});

/** The time that an overview looks back. */
export type OverviewPeriod = keyof typeof OverviewPeriodEnum;

export const DELIVERY_VERDICTS = [
  'APPLIED',
  'UNMATCHED',
  'IGNORED',
  'ANOMALY',
  'OVERSIZED',
  'UNREADABLE',
  'PENDING',
  'DEAD',
] as const;
export const DeliveryVerdictEnum = enumOf(DELIVERY_VERDICTS);
registerEnum('DeliveryVerdict', DeliveryVerdictEnum, 'What became of a delivery whose proof was valid.', {
  APPLIED: 'It was applied. It may have changed nothing, because its content was known already.',
  UNMATCHED: 'Its transaction or account is not known. It is kept, and applied as soon as it is.',
  IGNORED: 'Its kind is not known.',
  ANOMALY: 'It contradicts what is known, and was not applied.',
  OVERSIZED: 'It holds more than is accepted, and was not applied.',
  UNREADABLE: 'It could not be decoded.',
  PENDING: 'It is to be played again.',
  DEAD: 'Playing it has failed five times; it is not played again unless you replay it.',
});

/** What became of a delivery whose proof was valid. */
export type DeliveryVerdict = (typeof DELIVERY_VERDICTS)[number];

export const EVENT_TYPES = [
  'TRANSACTION',
  'ORDER',
  'ORDER_RETRACTED',
  'HOLDINGS',
  'PENDING_ACTION',
  'MUTUAL_FUND_IMPORT',
  'INVESTMENT',
  'INVESTMENT_EXITED',
  'FUNDS',
] as const;
export const EventTypeEnum = enumOf([...EVENT_TYPES, 'UNKNOWN']);
registerEnum('EventType', EventTypeEnum, 'What an event of a viewer’s log says.', {
  TRANSACTION: 'A transaction is new or has changed.',
  ORDER: 'An order is new or has changed.',
  ORDER_RETRACTED: 'An order that a webhook had reported does not exist.',
  HOLDINGS: 'Holdings of an account, or folios of an import, are new or have changed.',
  PENDING_ACTION: 'An action waits for the user, or no longer does.',
  MUTUAL_FUND_IMPORT: 'An import of mutual funds has made progress.',
  INVESTMENT: 'An investment is new or has changed.',
  INVESTMENT_EXITED: 'Gateway no longer lists an investment.',
  FUNDS: 'The funds of an account were read.',
  UNKNOWN: 'A type of a later version of Dwar.',
});

/** What an event of a viewer’s log says. */
export type EventTypeName = keyof typeof EventTypeEnum;

export const CursorStateEnum = enumOf(['KEPT', 'TRIMMED', 'AHEAD', 'OTHER_EPOCH']);
registerEnum('CursorState', CursorStateEnum, 'Whether a client can resume from a cursor.', {
  KEPT: 'It can: the events after it are kept.',
  TRIMMED: 'It gets `ResyncRequired`: events after it were older than the log is kept, and are deleted.',
  AHEAD: 'It gets `ResyncRequired`: the log has no event of this number yet.',
  OTHER_EPOCH: 'It gets `ResyncRequired`: the database was replaced by another state of it since.',
});

/** Whether a client can resume from a cursor. */
export type CursorState = keyof typeof CursorStateEnum;

export const ConnectionTransportEnum = enumOf(['WEBSOCKET', 'SSE']);
registerEnum('ConnectionTransport', ConnectionTransportEnum, 'How a client is connected.', {
  WEBSOCKET: 'A WebSocket at `/graphql`.',
  SSE: 'Server-sent events at `/graphql/stream`.',
});

/** How a client is connected. */
export type ConnectionTransport = keyof typeof ConnectionTransportEnum;

export const LaneEnum = enumOf(['APP', 'WEBHOOK', 'READ', 'STATE']);
registerEnum('Lane', LaneEnum, 'Where a fact came from, as a lane of the timeline.', {
  APP: 'The app: a mutation, or a report of the SDK’s result.',
  WEBHOOK: 'A webhook of Gateway.',
  READ: 'An authenticated read of Gateway.',
  STATE: 'What Dwar has concluded.',
});

export const FactSourceEnum = enumOf(['CALL', 'WEBHOOK', 'POLL', 'REPORT', 'LINK']);
registerEnum('FactSource', FactSourceEnum, 'What caused a fact.', {
  CALL: 'A mutation of the app.',
  WEBHOOK: 'A webhook of Gateway.',
  POLL: 'A read of Gateway by Dwar.',
  REPORT: 'A report by the app.',
  LINK: 'Linking a broker account.',
});

export const HintOutcomeEnum = enumOf(HINT_OUTCOMES);
registerEnum('HintOutcome', HintOutcomeEnum, 'What a webhook about an order is compared with.', {
  COMPARED: 'With the next snapshot that a read confirmed.',
  KNOWN: 'With what was confirmed before it came: no read has changed that since.',
  RETRACTED: 'With nothing: a read of Gateway did not contain the order.',
  WAITING: 'With nothing yet: no read has confirmed the order since.',
  PRUNED: 'With nothing: the snapshot was removed from the log because of its age.',
  UNREADABLE: 'With nothing: its body cannot be decoded, or is longer than 256 KiB.',
});

export const SearchHitKindEnum = enumOf(['TRANSACTION', 'ORDER', 'DELIVERY']);
registerEnum('SearchHitKind', SearchHitKindEnum, 'What an id names.', {
  TRANSACTION: 'A transaction.',
  ORDER: 'An order.',
  DELIVERY: 'A stored webhook.',
});

/** What an id names. */
export type SearchHitKind = keyof typeof SearchHitKindEnum;

export const ReplayStateEnum = enumOf(['COUNTED', 'RUNNING', 'STOPPED', 'FINISHED', 'FAILED']);
registerEnum('ReplayState', ReplayStateEnum, 'How far a replay has come.', {
  COUNTED: 'A dry run has ended: `wouldChange` is complete, and nothing was changed.',
  RUNNING: 'It is in progress.',
  STOPPED: 'An operator has stopped it, or the instance was shut down.',
  FINISHED: 'Every matched delivery was played.',
  FAILED: 'The ledger could not be read or written; what was not played was left as it is.',
});

/** How far a replay has come. */
export type ReplayState = keyof typeof ReplayStateEnum;
