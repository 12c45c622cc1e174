import type { SubscriptionRequest, SubscriptionSink } from '../socket/resuming-subscription.js';

/** Carries subscriptions that survive its connections. */
export interface Transport {
  /** Starts a subscription. Returns a function that ends it. */
  subscribe(request: SubscriptionRequest, sink: SubscriptionSink): () => void;
  /** Ends all subscriptions. */
  close(): Promise<void>;
}
