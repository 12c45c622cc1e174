import type { Message } from './message.js';

/** The texts in English of the screens Play and Emulator. */
export const enPlay = {
  'play.title': 'Play',
  'play.notHere': 'There is no emulator to play with',
  'play.notHereHint': 'This screen needs dwar dev, and a session with the role operator.',
  'play.chaos': 'What misbehaves',
  'play.chaosOn': 'Chaos is on',
  'play.chaosOff': 'Nothing misbehaves on purpose',
  'play.allOff': 'Turn all off',
  'play.webhooks': 'Webhooks',
  'play.mode.normal': 'Normal',
  'play.mode.lost': 'Lost',
  'play.mode.duplicate': 'Duplicate',
  'play.mode.reorder': 'Reordered',
  'play.mode.tamper': 'Tampered with',
  'play.mode.bad-checksum': 'Wrong checksum',
  'play.upstream': 'Gateway answers',
  'play.fault.none': 'Normally',
  'play.fault.status': 'Status 503',
  'play.fault.slow': 'After 3 s',
  'play.fault.hang': 'Never',
  'play.market': 'Market of {broker}',
  'play.market.open': 'Open',
  'play.market.shut': 'Shut',
  'play.clock': 'Gateway’s clock',
  'play.minute': '+ 1 min',
  'play.hour': '+ 1 h',
  'play.day': '+ 24 h',
  'play.ahead': '{span} ahead; it only goes forward',

  'play.counters': 'These must stay at 0',
  'play.stream': 'The subscriber of G6 received {events} events and was cut {cuts} times.',
  'play.short.G1': 'extra POSTs',
  'play.short.G2': 'lost webhooks',
  'play.short.G3': 'changed finals',
  'play.short.G4': 'unread hints',
  'play.short.G5': 'excess reads',
  'play.short.G6': 'gaps, repeats',
  'play.looked.G1': { one: 'of {count} creation', other: 'of {count} creations' },
  'play.looked.G2': { one: 'of {count} acknowledged', other: 'of {count} acknowledged' },
  'play.looked.G3': { one: 'of {count} final order', other: 'of {count} final orders' },
  'play.looked.G4': { one: 'of {count} open hint', other: 'of {count} open hints' },
  'play.looked.G5': { one: 'of {count} transaction', other: 'of {count} transactions' },
  'play.looked.G6': { one: 'of {count} event', other: 'of {count} events' },
  'play.counts': 'What this counts',
  'play.counts.G1':
    'Transactions that Gateway created and answered, and that the ledger does not have 15 s later. A ' +
    'second call for the same idempotency key leaves one. It looks at the newest 1,000 calls of the ' +
    'emulator.',
  'play.counts.G2':
    'Webhooks that were answered with 2xx, and whose bytes are not in the inbox. It looks at the ' +
    'newest 200 webhooks of the emulator of the last six days.',
  'play.counts.G3':
    'Events in which an order that was final is retracted, has another status or is no longer final. ' +
    'It looks at the newest 500 events of the log.',
  'play.counts.G4':
    'Orders known from a webhook alone for which no read is planned, or the planned one is overdue, ' +
    'for 15 s. It falls to 0 again when they are read. It looks at the newest 500 transactions, ' +
    'until a day after their expiry.',
  'play.counts.G5':
    'Transactions that were read more often than the plan allows over their whole life, plus once ' +
    'for each webhook about them and ten times for reports of an app. It looks at the newest 1,000 ' +
    'calls of the emulator.',
  'play.counts.G6':
    'Events that a subscriber missed, saw twice or saw out of order. Its connection is cut at random ' +
    'after one to four events, and it resumes from its last cursor. It follows the viewer of the ' +
    'scenarios since this screen was first opened.',
  'play.proof': 'Proof',
  'play.tests': 'Tests',
  'play.figure': 'Figure',
  'play.source': 'Source',

  'play.scenarios': 'Scenarios',
  'play.as': 'Played as {viewer} at the broker {broker}, by the same steps as dwar trigger.',
  'play.token': 'The user types {token} at the broker',
  'play.runs': 'Runs',
  'play.noRuns': 'Nothing was played yet. Choose a scenario, or press 1 to 9.',
  'play.run.running': 'Running',
  'play.run.ok': 'Done',
  'play.run.failed': 'Failed',
  'play.seed': 'seed {seed}',
  'play.step.running': 'running',
  'play.step.done': 'done',
  'play.step.failed': 'failed',
  'play.again': 'On a fresh instance this gives the same ids:',
  'play.explain': 'Explain order {batch}',
  'play.transaction': 'Transaction {id}',
  'play.inbox': 'Its webhooks in the inbox',

  'emulator.title': 'Emulator',
  'emulator.views': 'What is shown',
  'emulator.calls': 'Calls of Gateway',
  'emulator.webhooks': 'Webhooks',
  'emulator.path': 'Path contains',
  'emulator.pathOf': 'Path',
  'emulator.noCalls': 'The emulator received no such call',
  'emulator.noCallsHint': 'Play a scenario, and its calls appear here:',
  'emulator.noWebhooks': 'The emulator has sent no webhook',
  'emulator.noStatus': 'no answer',
  'emulator.call': '{method} call {id}',
  'emulator.at': 'Gateway’s time',
  'emulator.status': 'Status',
  'emulator.took': 'Took',
  'emulator.transaction': 'Transaction',
  'emulator.query': 'Query',
  'emulator.request': 'Request',
  'emulator.answer': 'Answer',
  'emulator.noBodies': 'What was said is kept for the newest 500 calls.',
  'emulator.webhook': 'Webhook {id}',
  'emulator.mode': 'Sent as',
  'emulator.tampering': 'Changed',
  'emulator.state': 'State',
  'emulator.next': 'Next attempt',
  'emulator.attempts': 'Attempts',
  'emulator.verdict': 'Our verdict',
  'emulator.notStored': 'Not in the inbox',
  'emulator.body': 'Body',
  'emulator.noAttempts': 'It was not sent.',
} satisfies Record<string, Message>;
