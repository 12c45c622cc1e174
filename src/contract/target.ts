import type { EgressProxies } from '../core/http/egress.js';
import type { JsonObject } from '../core/json.js';
import type { Secret } from '../core/secret.js';

/** What a run is about; each has a column of the result. */
export const TARGET_NAMES = ['emulator', 'live'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** What the SDK resolves or rejects with (sections 18.2 and 18.3). */
export type SdkAnswer =
  | { readonly ok: true; readonly result: JsonObject }
  | { readonly ok: false; readonly error: JsonObject };

/** What a person is asked to do with one transaction. */
export interface Task {
  readonly transactionId: string;
  /** The auth token that the SDK is initialised with. */
  readonly authToken: string;
  readonly title: string;
  /** What to do, in a sentence or two. */
  readonly steps: string;
  /** Which of two leprechaun accounts to log in with. */
  readonly account: 'first' | 'second';
  /** Close the broker chooser instead of choosing. */
  readonly leavesChooser: boolean;
}

/** Who finishes flows: a person with a browser or, at the emulator, its control API. */
export interface Person {
  /** Whether no one has to be asked. */
  readonly isAutomatic: boolean;
  /** Resolves with the answer of the SDK. Throws `Skipped` if the person leaves the flow out. */
  finish(task: Task): Promise<SdkAnswer>;
}

/** One webhook as it came. */
export interface Delivery {
  readonly method: string;
  readonly contentType: string | null;
  readonly raw: string;
  /** Null if the body is no JSON object. */
  readonly body: JsonObject | null;
}

/** The webhooks that have come during a run. */
export interface WebhookFeed {
  /** Every delivery so far, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** Resolves with the deliveries that match: once there are `count` of them, or after `timeoutMs`. */
  waitFor(matches: (delivery: Delivery) => boolean, count: number, timeoutMs: number): Promise<Delivery[]>;
  /** Answers the next deliveries that match with a status instead of 200. */
  refuse(matches: (delivery: Delivery) => boolean, status: number): { stop(): void };
}

/** Where the checks of a run are made, and what is at hand for them. */
export interface Target {
  readonly name: TargetName;
  readonly baseUrl: string;
  readonly gatewayName: string;
  readonly secret: Secret;
  readonly apiSecret: Secret;
  /** Path of order details (section 10), where `{gateway}` stands for the gateway's name. */
  readonly orderDetailsPath: string;
  /** Base URL of the OTP API (section 13). */
  readonly mutualFundUrl: string;
  /** Address of the browser SDK's script. */
  readonly sdkUrl: string;
  readonly proxies: EgressProxies;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number;
  /** An origin that Gateway has on its list for this gateway; null if none is known. */
  readonly listedOrigin: string | null;
  /** A `smallcaseAuthId` that Gateway knows; null if none is known. */
  readonly account: string | null;
  /** Lets a time pass, in milliseconds; null if the run must not wait. */
  readonly pass: ((ms: number, why: string) => Promise<void>) | null;
  /** Null at level 0 of a tenant. */
  readonly person: Person | null;
  readonly webhooks: WebhookFeed | null;
  /** Longest wait for a webhook, in milliseconds. */
  readonly webhookTimeoutMs: number;
  /** Has Gateway send a pending action (section 17.5); null where no one can cause one. */
  readonly causePendingAction: ((action: JsonObject) => Promise<void>) | null;
}
