import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../core/time/clock.js';
import type { DeliveryPlayer } from '../services.js';
import type { ReplayState } from '../types/enums.js';

/** How far a replay has come. Times are epoch milliseconds. */
export interface Progress {
  readonly id: string;
  readonly state: ReplayState;
  readonly isDryRun: boolean;
  readonly matched: number;
  readonly played: number;
  readonly wouldChange: number;
  readonly failed: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Deliveries that are played together: they share a commit. */
const TOGETHER = 20;
/** Longest pause after some were played. */
const PAUSE_MAX_MS = 1_000;

interface Setting {
  readonly id: string;
  readonly isDryRun: boolean;
  readonly player: DeliveryPlayer;
  readonly clock: Clock;
}

/**
 * Plays deliveries one after another, 20 in a commit, behind everything that clients and Gateway wait for.
 * It pauses after each 20 for as long as they took: at most half of the time goes to the replay.
 */
export class ReplayRun {
  #counts = { played: 0, wouldChange: 0, failed: 0 };
  #state: ReplayState = 'RUNNING';
  #endedAt: number | null = null;
  #isStopping = false;
  readonly #startedAt: number;
  /** Resolves when it has ended. Never rejects. */
  readonly ended: Promise<void>;

  constructor(
    private readonly setting: Setting,
    private readonly deliveryIds: readonly string[],
    onError: (error: unknown) => void,
  ) {
    this.#startedAt = setting.clock.now();
    this.ended = this.#run()
      .then((state) => this.#end(state))
      .catch((error: unknown) => {
        onError(error);
        this.#end('FAILED');
      });
  }

  get progress(): Progress {
    const { id, isDryRun } = this.setting;
    return {
      id,
      isDryRun,
      state: this.#state,
      matched: this.deliveryIds.length,
      ...this.#counts,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
    };
  }

  /** Ends it after those that are being played. */
  stop(): void {
    this.#isStopping = true;
  }

  async #run(): Promise<ReplayState> {
    const { isDryRun } = this.setting;
    for (let from = 0; from < this.deliveryIds.length; from += TOGETHER) {
      if (this.#isStopping) return 'STOPPED';
      const since = performance.now();
      await Promise.all(this.deliveryIds.slice(from, from + TOGETHER).map((id) => this.#play(id)));
      await pause(Math.min(performance.now() - since, PAUSE_MAX_MS));
    }
    return isDryRun ? 'COUNTED' : 'FINISHED';
  }

  async #play(deliveryId: string): Promise<void> {
    const { isDryRun, player } = this.setting;
    const played = await (isDryRun ? player.tryOut(deliveryId) : player.play(deliveryId));
    this.#counts.played += 1;
    if (played === null) this.#counts.failed += 1;
    else if (played.isChange) this.#counts.wouldChange += 1;
  }

  #end(state: ReplayState): void {
    this.#state = state;
    this.#endedAt = this.setting.clock.now();
  }
}
