/** A scenario of `dwar trigger`. */
export interface PlayableScenario {
  readonly name: string;
  readonly about: string;
  /** The leprechaun token that the user types at the broker. */
  readonly token: string;
}

/** One step of a scenario. Times are milliseconds since the first step began. */
export type PlayedStep =
  | { readonly kind: 'running'; readonly title: string; readonly startedAtMs: number }
  | {
      readonly kind: 'done';
      readonly title: string;
      readonly startedAtMs: number;
      readonly durationMs: number;
      /** The result in a few words. */
      readonly detail: string;
    }
  | {
      readonly kind: 'failed';
      readonly title: string;
      readonly startedAtMs: number;
      readonly durationMs: number;
      readonly message: string;
      /** What to do about it; null where there is no advice. */
      readonly hint: string | null;
    };

/** What a step has made so far, by Gateway's ids. */
export interface PlayedIds {
  readonly kind: 'ids';
  readonly transactionId: string | null;
  readonly batchIds: readonly string[];
}

/** What a subscriber that is cut at random has seen of the viewer's log, since it was first asked for. */
export interface CutSubscription {
  readonly cuts: number;
  readonly events: number;
  /** Events that it missed, saw twice or saw out of order. */
  readonly faults: number;
}

/** Plays scenarios as one viewer against the gateway itself; `cli` passes in the implementation. */
export interface ScenarioPlayer {
  readonly viewer: string;
  /** Key of the broker that the user picks. */
  readonly broker: string;
  readonly scenarios: readonly PlayableScenario[];
  /** The command that plays the same in a terminal. */
  commandOf(scenario: string, seed: string): string;
  /** Plays a scenario with ids of a seed, and ends after the last step or the first that fails. */
  play(scenario: string, seed: string): AsyncGenerator<PlayedStep | PlayedIds>;
  /** Starts the subscriber at the first call. */
  watchStream(): Promise<CutSubscription>;
  /** Ends the subscriber and what is being played. */
  close(): Promise<void>;
}
