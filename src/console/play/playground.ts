import { randomBytes } from 'node:crypto';
import { describeError } from '../../core/describe-error.js';
import { AppError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Viewer } from '../../viewer/viewer.js';
import { type Operator, requireRole } from '../operator.js';
import type { OperatorLog } from '../operator-log.js';
import { SealedIds } from '../sealed-id.js';
import type { ControlAnswer, ControlCall, EmulatorControl } from './emulator-control.js';
import type { Invariant, Invariants } from './invariants.js';
import type { CutSubscription, PlayableScenario, PlayedIds, ScenarioPlayer } from './scenario-player.js';
import { type RunLine, RunLines } from './run-lines.js';
import { type JudgedWebhook, judgeWebhooks } from './sent-webhooks.js';

/** What can be played, and as whom. */
interface Programme {
  readonly viewer: string;
  readonly broker: string;
  readonly scenarios: readonly PlayableScenario[];
}

/** What the counters show, and what the subscriber of G6 has been through. */
export interface InvariantsView {
  readonly invariants: readonly Invariant[];
  readonly stream: CutSubscription;
}

interface PlaygroundOptions {
  readonly control: EmulatorControl;
  readonly player: ScenarioPlayer;
  readonly invariants: Invariants;
  readonly ledger: Pick<Ledger, 'db' | 'digestKey'>;
  readonly operatorLog: OperatorLog;
  readonly log: Log;
  /** The operator of a proven session. */
  readonly operatorOf: (viewer: Viewer) => Operator;
}

/**
 * What a console next to an emulator can do with it: steer it, play scenarios, and count breaches of
 * guarantees. Everything here needs the role `operator` and throws FORBIDDEN without it. What changes
 * something is recorded in the operator log first.
 */
export class Playground {
  readonly #ids: SealedIds;
  #isPlaying = false;

  constructor(private readonly options: PlaygroundOptions) {
    this.#ids = new SealedIds(options.ledger.digestKey);
  }

  /** Passes a call on to the control API. Throws EMULATOR_UNAVAILABLE. */
  async forward(viewer: Viewer, call: ControlCall): Promise<ControlAnswer> {
    const { name } = this.#admit(viewer);
    if (call.method === 'POST') {
      const subject = `${call.path} ${JSON.stringify(call.body ?? {})}`;
      await this.options.operatorLog.record(name, { action: 'STEER_EMULATOR', subject });
    }
    return await this.options.control.call(call);
  }

  programme(viewer: Viewer): Programme {
    this.#admit(viewer);
    const { viewer: as, broker, scenarios } = this.options.player;
    return { viewer: as, broker, scenarios };
  }

  /**
   * Begins a scenario with ids of a new seed, and returns its lines as they come. Throws BAD_REQUEST for an
   * unknown one, and OVERLOADED while another is played: the emulator draws ids from one seed at a time.
   */
  async run(viewer: Viewer, scenario: string): Promise<AsyncGenerator<RunLine>> {
    const { name } = this.#admit(viewer);
    const { player, operatorLog } = this.options;
    if (!player.scenarios.some((one) => one.name === scenario))
      throw new AppError('BAD_REQUEST', 'scenario: must be one of those that can be played.');
    if (this.#isPlaying)
      throw new AppError('OVERLOADED', 'A scenario is being played. Wait until it has ended.');
    this.#isPlaying = true;
    try {
      const seed = randomBytes(6).toString('hex');
      await operatorLog.record(name, { action: 'PLAY_SCENARIO', subject: `${scenario} --seed ${seed}` });
      const lines = new RunLines();
      void this.#play(scenario, seed, lines);
      return lines.read();
    } catch (error) {
      this.#isPlaying = false;
      throw error;
    }
  }

  /** Counts breaches now. Throws EMULATOR_UNAVAILABLE. */
  async invariants(viewer: Viewer): Promise<InvariantsView> {
    this.#admit(viewer);
    const invariants = await this.options.invariants.look();
    return { invariants, stream: await this.options.player.watchStream() };
  }

  /** The newest webhooks of the emulator with our verdicts. Throws EMULATOR_UNAVAILABLE. */
  async webhooks(viewer: Viewer): Promise<readonly JudgedWebhook[]> {
    this.#admit(viewer);
    return await judgeWebhooks(this.options.control, this.options.ledger.db);
  }

  /** Ends what is being played. */
  async close(): Promise<void> {
    await this.options.player.close();
  }

  #admit(viewer: Viewer): Operator {
    const operator = this.options.operatorOf(viewer);
    requireRole(operator, 'OPERATOR');
    return operator;
  }

  /** Plays to the end, even if no page reads the lines any more. */
  async #play(scenario: string, seed: string, lines: RunLines): Promise<void> {
    const { player, log } = this.options;
    let isOk = true;
    try {
      lines.push({ kind: 'start', scenario, seed, command: player.commandOf(scenario, seed) });
      for await (const line of player.play(scenario, seed)) {
        if (line.kind === 'failed') isOk = false;
        lines.push(line.kind === 'ids' ? this.#made(line) : line);
      }
    } catch (error) {
      isOk = false;
      log.error({ scenario, err: describeError(error) }, 'a scenario could not be played');
    }
    this.#isPlaying = false;
    lines.push({ kind: 'end', isOk });
  }

  #made({ transactionId, batchIds }: PlayedIds): RunLine {
    const made = (kind: 'transaction' | 'order', gatewayId: string) => ({
      id: this.#ids.seal(kind, gatewayId),
      gatewayId,
    });
    return {
      kind: 'made',
      transaction: transactionId === null ? null : made('transaction', transactionId),
      orders: batchIds.map((batchId) => made('order', batchId)),
    };
  }
}
