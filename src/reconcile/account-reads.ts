import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import type { Moment } from '../core/time/clock.js';
import { GatewayError } from '../gateway/gateway-error.js';
import {
  type AccountPart,
  bringAccountReadsForward,
  claimAccountRead,
  type PlannedAccountRead,
  plannedAccountReads,
} from '../ledger/account-reads.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Unit } from '../ledger/unit.js';
import { CLAIM_MS, type PlannedReads, type ReadSource } from './reconciler.js';

/** How a part of an account is read, and how a read changes the ledger. */
export interface AccountReadHandlers<Found> {
  readonly part: AccountPart;
  /** An authenticated read of that part. */
  read(authId: string): Promise<Found>;
  /**
   * Stores what a planned read has found, for the viewer the account is linked to at this moment; null if it
   * failed. Plans the next one, if there is to be one.
   */
  store(unit: Unit, plan: PlannedAccountRead, found: Found | null, moment: Moment): Promise<unknown>;
  /** The longest wait of the plan, in milliseconds. */
  readonly longestWaitMs: number;
}

interface Collaborators {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly moment: () => Moment;
}

/** The planned reads of one part of accounts: holdings that Gateway has not finished, changed investments. */
export class AccountReads<Found> implements ReadSource {
  constructor(
    private readonly deps: Collaborators,
    private readonly handlers: AccountReadHandlers<Found>,
  ) {}

  async look(now: number, limit: number): Promise<PlannedReads> {
    const { part } = this.handlers;
    const planned = await plannedAccountReads(this.deps.ledger.db, part, limit);
    const due = planned.filter(({ readAt }) => readAt <= now);
    return {
      due: due.map((plan) => ({ key: `${part} ${plan.authId}`, run: () => this.#read(plan) })),
      nextAt: planned[due.length]?.readAt ?? null,
    };
  }

  async bringForward(now: number): Promise<number> {
    const { ledger } = this.deps;
    const { part, longestWaitMs } = this.handlers;
    // Mostly none is planned, and nothing has to be written.
    if ((await plannedAccountReads(ledger.db, part, 1)).length === 0) return 0;
    const latest = now + Math.max(CLAIM_MS, longestWaitMs);
    return await ledger.write((unit) => bringAccountReadsForward(unit, part, latest), { rank: 'read' });
  }

  /** A read that fails is one of the plan too. */
  async #read(plan: PlannedAccountRead): Promise<void> {
    const { ledger, log, moment } = this.deps;
    const { part, read, store } = this.handlers;
    const options = { rank: 'read', scope: { accounts: [plan.authId] } } as const;
    const failed = `a planned read of ${part} failed`;
    try {
      const until = moment().upstreamNow + CLAIM_MS;
      if (!(await ledger.write((unit) => claimAccountRead(unit, part, plan, until), options))) return;
      const found = await read(plan.authId).catch((error: unknown) => {
        if (!(error instanceof GatewayError)) throw error;
        log.warn({ err: describeError(error) }, failed);
        return null;
      });
      await ledger.write((unit) => store(unit, plan, found, moment()), options);
    } catch (error) {
      // The read is due again when the claim has expired.
      log.error({ err: describeError(error) }, failed);
    }
  }
}
