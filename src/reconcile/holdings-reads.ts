import { describeError } from '../core/describe-error.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { bringHoldingsForward, claimHoldingsRead, plannedHoldings } from '../ledger/holdings.js';
import type { Unit } from '../ledger/unit.js';
import type { ConfirmCollaborators } from './confirm.js';
import { CLAIM_MS, type PlannedReads, type ReadSource } from './reconciler.js';

/** The planned reads of holdings that Gateway has not finished. */
export class HoldingsReads implements ReadSource {
  constructor(private readonly deps: Pick<ConfirmCollaborators, 'ledger' | 'log' | 'moment' | 'handlers'>) {}

  async look(now: number, limit: number): Promise<PlannedReads> {
    const planned = await plannedHoldings(this.deps.ledger.db, limit);
    const due = planned.filter(({ readAt }) => readAt <= now);
    return {
      due: due.map(({ authId, readAt }) => ({ key: authId, run: () => this.#read(authId, readAt) })),
      nextAt: planned[due.length]?.readAt ?? null,
    };
  }

  async bringForward(now: number): Promise<number> {
    const { ledger, handlers } = this.deps;
    // Mostly none is planned, and nothing has to be written.
    if ((await plannedHoldings(ledger.db, 1)).length === 0) return 0;
    const latest = now + Math.max(CLAIM_MS, handlers.holdings.longestWaitMs);
    return await ledger.write((unit) => bringHoldingsForward(unit, latest), { rank: 'read' });
  }

  /** A read that fails is one of the plan too: the holdings become stale with the last. */
  async #read(authId: string, readAt: number): Promise<void> {
    const { ledger, log, moment, handlers } = this.deps;
    const options = { rank: 'read', scope: { accounts: [authId] } } as const;
    try {
      const until = moment().upstreamNow + CLAIM_MS;
      const claim = (unit: Unit) => claimHoldingsRead(unit, authId, readAt, until);
      if (!(await ledger.write(claim, options))) return;
      const fact = await handlers.holdings.read(authId).catch((error: unknown) => {
        if (!(error instanceof GatewayError)) throw error;
        log.warn({ err: describeError(error) }, 'a planned read of holdings failed');
        return null;
      });
      await ledger.write((unit) => handlers.holdings.applyPlanned(unit, authId, fact, moment()), options);
    } catch (error) {
      // The read is due again when the claim has expired.
      log.error({ err: describeError(error) }, 'a planned read of holdings failed');
    }
  }
}
