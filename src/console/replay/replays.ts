import { randomBytes } from 'node:crypto';
import { describeError } from '../../core/describe-error.js';
import { AppError, badInput } from '../../core/errors.js';
import type { DeliveriesFilter, DeliveryPlace } from '../../ledger/operator/deliveries.js';
import { listAllDeliveries } from '../../ledger/operator/deliveries.js';
import { ROWS_OF_PAGE } from '../../ledger/operator/scan.js';
import type { Operator } from '../operator.js';
import type { OperatorServices } from '../services.js';
import { type Progress, ReplayRun } from './replay-run.js';

type Services = Pick<OperatorServices, 'ledger' | 'clock' | 'log' | 'player' | 'record'>;

/** Deliveries that one replay plays. */
const MATCHED_MAX = 10_000;
/** Pages that are looked through for them: a page looks at 5,000 rows at most. */
const PAGES_MAX = 40;
const PAGE = 1_000;
/** Replays that are remembered. */
const KEPT = 20;

/** The replays of one instance, one at a time. Each start and stop is recorded. */
export class Replays {
  readonly #runs = new Map<string, ReplayRun>();
  #isStarting = false;

  constructor(private readonly services: Services) {}

  /**
   * Starts a replay of the deliveries that the filter selects now, and returns at once. Throws BAD_USER_INPUT
   * if another one runs here, if more than 10,000 match, or if the filter needs a look at too many rows.
   */
  async start(operator: Operator, filter: DeliveriesFilter, isDryRun: boolean): Promise<Progress> {
    if (this.#isStarting || this.#running() !== undefined)
      throw badInput('filter', 'another replay is running at this instance; wait for it, or stop it');
    this.#isStarting = true;
    try {
      const deliveryIds = await this.#select(filter);
      const id = randomBytes(9).toString('base64url');
      const { record, log, player, clock } = this.services;
      const reason = `${isDryRun ? 'dry run' : 'replay'} of ${deliveryIds.length} deliveries`;
      await record(operator, { action: 'START_REPLAY', subject: id, reason });
      const onError = (error: unknown) =>
        log.error({ replay: id, err: describeError(error) }, 'a replay of deliveries failed');
      const run = new ReplayRun({ id, isDryRun, player, clock }, deliveryIds, onError);
      this.#keep(id, run);
      return run.progress;
    } finally {
      this.#isStarting = false;
    }
  }

  /** How far a replay has come; null if this instance does not remember it. */
  find(id: string): Progress | null {
    return this.#runs.get(id)?.progress ?? null;
  }

  /** Stops a replay, and returns when what was being played has ended. Throws NOT_FOUND. */
  async stop(operator: Operator, id: string): Promise<Progress> {
    const run = this.#runs.get(id);
    if (run === undefined) throw new AppError('NOT_FOUND', 'There is no such replay at this instance.');
    if (run.progress.state === 'RUNNING') {
      await this.services.record(operator, { action: 'STOP_REPLAY', subject: id, reason: null });
      run.stop();
      await run.ended;
    }
    return run.progress;
  }

  /** Stops what runs. */
  async close(): Promise<void> {
    const run = this.#running();
    run?.stop();
    await run?.ended;
  }

  #running(): ReplayRun | undefined {
    return [...this.#runs.values()].find(({ progress }) => progress.state === 'RUNNING');
  }

  #keep(id: string, run: ReplayRun): void {
    this.#runs.set(id, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > KEPT && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** The ids of the selected deliveries, oldest first. */
  async #select(filter: DeliveriesFilter): Promise<string[]> {
    const ids: string[] = [];
    let after: DeliveryPlace | null = null;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const page: Awaited<ReturnType<typeof listAllDeliveries>> = await listAllDeliveries(
        this.services.ledger.db,
        filter,
        { first: PAGE, after },
      );
      ids.push(...page.items.map(({ item }) => item.deliveryId));
      if (ids.length > MATCHED_MAX)
        throw badInput('filter', `more than ${MATCHED_MAX} deliveries match; narrow it, for example by time`);
      if (!page.hasNext) return ids.reverse();
      after = page.end;
    }
    throw badInput(
      'filter',
      `it needs a look at more than ${PAGES_MAX * ROWS_OF_PAGE} deliveries; narrow the time`,
    );
  }
}
