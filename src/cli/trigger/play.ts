import { type DwarEvent, EVENTS } from './documents.js';
import type { DwarClient } from './dwar-client.js';
import type { EmulatorControl } from './emulator-control.js';
import type { EventFeed } from './event-feed.js';
import type {
  CreateTransactionMutation,
  EventsSubscription,
  ImportedHoldingsQuery,
} from './generated/graphql.js';

/** The two servers of a scenario, and the choices of its user. */
export interface PlaySetup {
  readonly client: DwarClient;
  readonly emulator: EmulatorControl;
  /** Key of the broker that the user picks. */
  readonly broker: string;
  /** Leprechaun token that the user types at the broker; it selects the outcome. */
  readonly scenarioToken: string;
  /** What the emulator draws its ids from, from the first step on; null leaves it as it is. */
  readonly seed: string | null;
  /** Longest wait for one event. */
  readonly timeoutMs: number;
}

/**
 * One step of a scenario: does its part and returns the result in a few words. Throws `CliError` if it fails.
 */
export type PlayStep = (play: Play) => Promise<string>;

/** Steps in their order, by title. */
export type PlaySteps = Readonly<Record<string, PlayStep>>;

type CreatedTransaction = Extract<
  NonNullable<CreateTransactionMutation['createTransaction']>,
  { __typename: 'Transaction' }
>;

type EventOf<Name extends DwarEvent['__typename']> = Extract<DwarEvent, { __typename: Name }>;

/** A scenario while it runs: what its steps share. */
export class Play {
  readonly setup: PlaySetup;
  /** The `smallcaseAuthToken` that the SDK returned, once the user has logged in. */
  sdkToken: string | undefined;
  /** The imported holdings; null if nothing was imported. */
  holdings: ImportedHoldingsQuery['holdings'] = null;
  /** The investment that a follow-up is about; empty before something was bought. */
  iscid = '';
  /** Global id of an order that is open; empty before there is one. */
  openOrderId = '';
  #transaction: CreatedTransaction | undefined;
  #feed: EventFeed<EventsSubscription> | undefined;

  constructor(setup: PlaySetup) {
    this.setup = setup;
  }

  /** The transaction of the scenario, or of its last part. */
  get transaction(): CreatedTransaction {
    if (this.#transaction === undefined) throw new Error('no transaction was created yet');
    return this.#transaction;
  }

  set transaction(created: CreatedTransaction) {
    this.#transaction = created;
  }

  /** Gateway's id of the newest transaction; null before one was created. */
  get transactionId(): string | null {
    return this.#transaction?.gatewayTransactionId ?? null;
  }

  /** All events received so far, oldest first. */
  get received(): readonly DwarEvent[] {
    return (this.#feed?.events ?? []).map(({ events: event }) => event);
  }

  /** Subscribes to the viewer's events. */
  subscribe(): void {
    this.#feed = this.setup.client.subscribe(EVENTS);
  }

  /**
   * Waits for the first event of a type that matches, already received or not. Throws `CliError` on timeout.
   */
  async event<Name extends DwarEvent['__typename']>(
    typename: Name,
    description: string,
    matches: (event: EventOf<Name>) => boolean = () => true,
  ): Promise<EventOf<Name>> {
    if (this.#feed === undefined) throw new Error('the scenario has not subscribed yet');
    const isMatch = ({ events: event }: EventsSubscription) =>
      event.__typename === typename && matches(event as EventOf<Name>);
    const { events: event } = await this.#feed.first(isMatch, this.setup.timeoutMs, description);
    return event as EventOf<Name>;
  }
}
