import type { OccasionalLog } from '../core/output/occasional-log.js';
import type { ReportUnreadable } from '../gateway/unreadable.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';

/** What the log says of deliveries that are on disk. */
export interface DeliveryReport {
  /** What became of a delivery. */
  readonly outcome: (
    delivery: { readonly kind: string; readonly transactionId: string | null },
    outcome: HintOutcome,
  ) => void;
  readonly unreadable: ReportUnreadable;
}

/** A delivery that was not applied leaves a line; `dwar deliveries --state` lists all of them. */
export function createDeliveryReport(log: OccasionalLog, unreadable: ReportUnreadable): DeliveryReport {
  return {
    outcome({ kind, transactionId }, { state, problem }) {
      if (state === 'APPLIED') return;
      // It came before what it is about, or for an account that is not linked: nothing is wrong.
      const level = state === 'UNMATCHED' ? 'info' : 'warn';
      log.write(
        level,
        `${kind} ${state}`,
        { kind, state, problem, transactionId },
        'a webhook was stored but not applied',
      );
    },
    unreadable,
  };
}
