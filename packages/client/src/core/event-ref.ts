/** What is needed of an event to update a cache: an event of `events()`, or of a subscription of the app. */
export interface EventRef {
  readonly __typename: string;
  /** Of `OrderRetracted`. */
  readonly orderId?: string;
  /** Of `OrderRetracted`: the number of the event. */
  readonly revision?: number;
  readonly order?: ObjectState;
  readonly transaction?: ObjectState;
  readonly action?: ObjectState;
}

/** The state of an object as an event brings it: the fields that its document selects. */
export interface ObjectState {
  readonly __typename?: string;
  readonly id: string;
  readonly revision?: number;
}
