import type { Message } from './message.js';

/** The texts in English of the parts of an explanation, of selections and of charts. */
export const enExplain = {
  'explain.diff': 'Diff',
  'explain.reads': 'Reads',
  'explain.onlyFailed': 'Only failed',
  'explain.hideRepeats': 'Hide repeats',
  'explain.noFit': 'No step fits these filters.',

  'diff.none': 'No webhook was about this order',
  'diff.noneHint': 'Gateway sent none, or they are older than the retention of the inbox.',
  'diff.hints': { one: '{count} webhook', other: '{count} webhooks' },
  'diff.corrected': { one: '{count} corrected by a read', other: '{count} corrected by a read' },
  'diff.truncated': 'Older webhooks are not shown.',
  'diff.isCorrected': 'Corrected',
  'diff.agrees': 'Agrees',
  'diff.differences': { one: '{count} field differs', other: '{count} fields differ' },
  'diff.equal': { one: '{count} equal field', other: '{count} equal fields' },
  'diff.field': 'Field',
  'diff.said': 'Webhook said',
  'diff.confirmed': 'Read confirmed',
  'diff.known': 'Known before',
  'diff.unsaid': 'not said',
  'diff.outcome.COMPARED': 'Compared with the next confirmed read, {span} later.',
  'diff.outcome.KNOWN': 'The order was confirmed before it came, and no read has changed that since.',
  'diff.outcome.RETRACTED': 'A read of Gateway did not contain this order.',
  'diff.outcome.WAITING': 'No read has confirmed the order since.',
  'diff.outcome.PRUNED': 'The confirmed snapshot was removed from the log because of its age.',
  'diff.outcome.UNREADABLE': 'Its body cannot be decoded, or is longer than 256 KiB.',

  'reads.none': 'No read has changed this order yet',
  'reads.noneHint': 'What happens next says when Gateway is read.',
  'reads.unrecorded': 'A read that changes nothing is not recorded.',

  'filters.is': 'is',
  'filters.isNot': 'is not',
  'filters.not': 'not {words}',
  'filters.mode': 'How the filter compares',

  'select.row': 'Select: {name}',
  'select.count': { one: '{count} selected', other: '{count} selected' },
  'select.most': 'At most {count} can be selected.',
  'select.clear': 'Clear selection',
  'select.replay': { one: 'Replay {count} selected', other: 'Replay {count} selected' },
  'select.title': 'Replay the selected deliveries',

  'palette.found': 'Found',
  'palette.searching': 'Searching…',
  'palette.kind.TRANSACTION': 'Transaction {name}',
  'palette.kind.ORDER': 'Order {name}',
  'palette.kind.DELIVERY': 'Delivery {name}',
  'palette.failed': 'The search failed. Try again.',

  'activity.failed': 'The activity of this period could not be read.',
  'activity.deliveriesBound': 'Each verdict is counted up to 1,000 in each part of the period.',
  'activity.ordersBound': 'By the creation of the transaction; of each part the 200 newest transactions.',

  'keys.diff': 'Webhook next to read, or back to the timeline',
  'keys.select': 'Select the row',
  'keys.selectRange': 'Select from the last one to this row',
} satisfies Record<string, Message>;
