import type { Message } from './message.js';

/** The texts in English of the logs of events and of the connections. */
export const enEvents = {
  'events.title': 'Events',
  'events.whose': 'Whose events?',
  'events.whoseHint':
    'Every viewer has a log of events of their own. Type the whole id of a viewer, Gateway’s id of a ' +
    'transaction or batch, or a cursor from a bug report. You can also follow “Events of this ' +
    'viewer” from an ' +
    'order or transaction.',
  'events.find': 'Viewer, transaction, batch or cursor',
  'events.show': 'Show',
  'events.notFound':
    'No log here fits this text. Ids and cursors must be whole, and a viewer has a log only after their ' +
    'first event.',
  'events.tooMany': 'There are too many viewers to find the one of this cursor. Type the id of the viewer.',
  'events.missing': 'This log is not in this ledger',
  'events.missingHint': 'The address may be of another instance. Find a log by an id or a cursor:',
  'events.viewer': 'Viewer',
  'events.kept': 'Events {from} to {to}, kept for {days} days, epoch {epoch}',
  'events.horizon': 'A client that resumes from before event {seq} gets ResyncRequired.',
  'events.followers': {
    one: '{count} subscription follows at this instance',
    other: '{count} subscriptions follow at this instance',
  },
  'events.behindMost': {
    one: 'the slowest is {count} event behind',
    other: 'the slowest is {count} events behind',
  },
  'events.seq': 'Number',
  'events.at': 'Time',
  'events.type': 'Type',
  'events.subject': 'Object',
  'events.status': 'Status',
  'events.source': 'Source',
  'events.open': 'Event {seq}',
  'events.number': 'event {seq}',
  'events.empty': 'No event is kept',
  'events.emptyHint': 'All events of this viewer are older than the log is kept.',
  'events.noFit': 'No event fits these filters',
  'events.oneSubject': 'One object only. Show all',
  'events.onlySubject': 'Only this object',
  'events.older': 'Older',
  'events.newer': 'Newer',
  'events.notKept': 'The log has no event of this number',
  'events.notKeptHint': 'It was deleted, or this is a place before the first event.',
  'events.tabs': 'Parts of the event',
  'events.tab.snapshot': 'Snapshot',
  'events.tab.changes': 'Changes',
  'events.tab.state': 'State as of here',
  'events.cursor': 'Cursor',
  'events.cursorMasked': 'hidden: it could be used to guess whose it is',
  'events.cause': 'Cause',
  'events.tooLarge': 'The snapshot is larger than 256 KiB and is not shown.',
  'events.first': 'No earlier event of this object is kept among the 5,000 before it.',
  'events.comparedWith': 'Compared with event {seq} of {time}.',
  'events.equal': { one: '{count} value is the same.', other: '{count} values are the same.' },
  'events.unchanged': 'Nothing that is shown has changed.',
  'events.before': 'before',
  'events.after': 'after',
  'events.stateText': {
    one: 'What the app knew once it had received the events up to {seq}: {count} object.',
    other: 'What the app knew once it had received the events up to {seq}: {count} objects.',
  },
  'events.allUnknown': 'Nothing is known of this time: the events up to {seq} are no longer kept.',
  'events.someUnknown':
    'Objects that last changed at event {seq} or before are missing: those events are no longer kept.',
  'events.stateTruncated':
    'Objects that changed longest ago are left out: 5,000 events are folded, and 200 objects shown.',

  'eventType.TRANSACTION': 'Transaction',
  'eventType.ORDER': 'Order',
  'eventType.ORDER_RETRACTED': 'Order retracted',
  'eventType.HOLDINGS': 'Holdings',
  'eventType.PENDING_ACTION': 'Pending action',
  'eventType.MUTUAL_FUND_IMPORT': 'Mutual-fund import',
  'eventType.INVESTMENT': 'Investment',
  'eventType.INVESTMENT_EXITED': 'Investment exited',
  'eventType.FUNDS': 'Funds',
  'eventType.UNKNOWN': 'Of a later version',

  'cursor.short.KEPT': 'Can resume',
  'cursor.short.TRIMMED': 'Too old',
  'cursor.short.AHEAD': 'Ahead of the log',
  'cursor.short.OTHER_EPOCH': 'Another epoch',
  'cursor.KEPT': 'The client with this cursor resumes after the open event.',
  'cursor.TRIMMED':
    'The client with this cursor gets ResyncRequired: events after it are older than the log is kept.',
  'cursor.AHEAD': 'The client with this cursor gets ResyncRequired: the log has no event of this number yet.',
  'cursor.OTHER_EPOCH':
    'The client with this cursor gets ResyncRequired: the database was replaced by another state of ' +
    'it since.',

  'connections.title': 'Connections',
  'connections.count': { one: '{count} open', other: '{count} open' },
  'connections.others':
    'Only the connections of this instance are shown. Other instances serve viewers as well.',
  'connections.transport': 'Transport',
  'connections.viewer': 'Viewer',
  'connections.age': 'Open for',
  'connections.subscriptions': 'Subscriptions',
  'connections.behind': 'Behind the log',
  'connections.unsent': 'Waiting',
  'connections.events': { one: '{count} event', other: '{count} events' },
  'connections.noLog': 'follows no log',
  'connections.anonymous': 'without a token',
  'connections.empty': 'No viewer is connected to this instance',
  'connections.emptyHint':
    'A connection appears here when an app subscribes over a WebSocket or event stream.',
  'connections.noFit': 'No connection has this transport',
  'connections.more': { one: '{count} more is open.', other: '{count} more are open.' },
  'connections.closes': 'Closed WebSockets by code',
  'connections.closesHint': 'Since this instance was started, those of the console included.',
  'connections.noCloses': 'None was closed since this instance was started.',
  'connections.code': 'Code',
  'connections.otherCode': 'other',
  'connections.times': 'Times',
  'connections.meaning': 'Meaning',
  'connections.reconnects': 'Stock clients reconnect',
  'transport.WEBSOCKET': 'WebSocket',
  'transport.SSE': 'Event stream',
} satisfies Record<string, Message>;
