import { describeError } from '../core/describe-error.js';
import type { Clock } from '../core/clock.js';
import { badInput, notFound } from '../core/errors.js';
import { keyFromArgument } from '../core/ids.js';
import type { Log } from '../core/log.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import {
  buildTransactionBody,
  type TransactionBody,
  type TransactionInput,
} from '../gateway/transaction-body.js';
import { BATCH_ID_SHAPE } from '../gateway/wire.js';
import { type Failure, failure, gatewayUnavailable } from '../graphql/failure.type.js';
import {
  type AttemptOutcome,
  endAttempt,
  findIdempotencyRecord,
  findSameOrderUnderWay,
  type IdempotencyRecord,
  insertFirstAttempt,
  insertNextAttempt,
} from '../ledger/idempotency.js';
import type { Ledger, Unit } from '../ledger/ledger.js';
import { findOrder } from '../ledger/orders.js';
import { findSameOrder, findTransaction, type TransactionSnapshot } from '../ledger/transactions.js';
import type { Viewer } from '../viewer/viewer.js';
import { inputDigest, orderDigest } from './digests.js';
import { chooseIdentity } from './identity.js';
import type { CreateTransactionInput } from './transaction.input.js';
import { isExpired } from './transaction.machine.js';
import { storeNewTransaction } from './transactions.writer.js';

/** What `createTransaction` comes to. */
export type CreateTransactionOutcome =
  | { readonly transaction: TransactionSnapshot }
  | { readonly failure: Failure }
  | { readonly duplicateOf: TransactionSnapshot };

interface Collaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly clock: Clock;
  readonly log: Log;
  /** Called in the same commit as the new transaction: applies deliveries that came before it. */
  readonly onCreated: (unit: Unit, transactionId: string) => Promise<void>;
  /** Wakes whoever does the planned reads. */
  readonly wakeReader: () => void;
}

/** A call that passed all checks. */
interface Call {
  readonly viewerId: string;
  readonly key: string;
  readonly digest: string;
  readonly orderDigest: string | null;
  readonly allowDuplicate: boolean;
  readonly input: TransactionInput;
  readonly body: TransactionBody;
  readonly createdFor: string | null;
  readonly actsOn: string | null;
}

/** What a look at the key says to do. */
type Step =
  | { readonly do: 'answer'; readonly outcome: CreateTransactionOutcome }
  | { readonly do: 'wait'; readonly record: IdempotencyRecord }
  | { readonly do: 'send'; readonly attempt: number };

/** How long a call waits for another one with the same key (guarantee G1). */
const WAIT_MS = 10_000;
/** How often a call looks whether an attempt of another process has ended. */
const LOOK_EVERY_MS = 100;
/** Longer than any upstream call can take: when it has passed, the attempt has crashed (guarantee G1). */
const LEASE_MARGIN_MS = 5_000;
/** Within this time an equal order under another key may be a double tap. */
const DUPLICATE_WINDOW_MS = 15_000;

/**
 * Creates transactions exactly once (guarantee G1): one key of one viewer makes one upstream call, on any number of processes, and
 * every caller of an attempt gets that attempt's outcome. Nothing is repeated by itself.
 */
export class TransactionCreator {
  readonly #attempts = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: Collaborators,
    private readonly upstreamTimeoutMs: number,
  ) {}

  /** Throws BAD_USER_INPUT, NOT_FOUND and BROKER_ACCOUNT_REQUIRED; all else is in the outcome. */
  async create(viewer: Viewer, input: CreateTransactionInput): Promise<CreateTransactionOutcome> {
    const call = await this.#check(viewer, input);
    const giveUpAt = performance.now() + WAIT_MS;
    /** The attempt this call found under way: its outcome is this call's outcome, whatever it is. */
    let awaited: number | null = null;
    for (;;) {
      const step = await this.#look(call, awaited);
      if (step.do === 'answer') return step.outcome;
      if (step.do === 'send') {
        awaited = step.attempt;
        await this.#send(call, step.attempt);
        continue;
      }
      if (step.record.key === call.key) awaited = step.record.attempt;
      const left = giveUpAt - performance.now();
      if (left <= 0) return { failure: failure('TransactionInProgress', 'TRANSACTION_IN_PROGRESS', true) };
      await this.#waitFor(step.record, left);
    }
  }

  async #check(viewer: Viewer, given: CreateTransactionInput): Promise<Call> {
    const { ledger } = this.deps;
    const key = given.idempotencyKey;
    if (key.length < 1 || key.length > 255 || /\p{Cc}/u.test(key)) {
      throw badInput(
        'input.idempotencyKey',
        'must have 1 to 255 characters, none of them a control character',
      );
    }
    const input = toGatewayInput(given);
    const body = buildTransactionBody(input);
    const createdFor = await chooseIdentity(ledger.db, viewer, input, given);
    return {
      viewerId: viewer.id,
      key,
      digest: inputDigest(ledger.digestKey, given),
      orderDigest: orderDigest(ledger.digestKey, input, createdFor),
      allowDuplicate: given.allowDuplicate === true,
      input,
      body,
      createdFor,
      actsOn: await this.#cancelledTransaction(viewer, input),
    };
  }

  /** The transaction of the order to cancel: only an order of one's own can be. */
  async #cancelledTransaction(viewer: Viewer, { cancelOrder }: TransactionInput): Promise<string | null> {
    if (cancelOrder === null || cancelOrder === undefined) return null;
    const order = await findOrder(this.deps.ledger.db, cancelOrder.orderId);
    if (order === null || order.isRetracted || order.snapshot.viewerId !== viewer.id) throw notFound('order');
    return order.snapshot.transactionId;
  }

  async #look(call: Call, awaited: number | null): Promise<Step> {
    const { ledger, clock } = this.deps;
    const record = await findIdempotencyRecord(ledger.db, call.viewerId, call.key);
    if (record === null) return await ledger.write((unit) => this.#begin(unit, call));
    if (record.inputDigest !== call.digest) {
      return answer({ failure: failure('IdempotencyKeyReused', 'IDEMPOTENCY_KEY_REUSED', false) });
    }
    if (record.state === 'DONE') return answer({ transaction: await this.#transactionOf(record) });
    if (record.state === 'REFUSED') return answer({ failure: failureOf(record) });
    const isCrashed = record.state === 'PENDING' && record.leaseUntil <= clock.now();
    if (record.state === 'PENDING' && !isCrashed) return { do: 'wait', record };
    if (awaited !== null && record.attempt >= awaited) return answer({ failure: failureOf(record) });
    const leaseUntil = this.#leaseUntil();
    const isOurs = await ledger.write((unit) =>
      insertNextAttempt(unit, { ...call, leaseUntil }, record.attempt, clock.now()),
    );
    return isOurs ? { do: 'send', attempt: record.attempt + 1 } : { do: 'wait', record };
  }

  /** The first call under a key: unless the same order is there already, the key is taken. */
  async #begin(unit: Unit, call: Call): Promise<Step> {
    const now = this.deps.clock.now();
    if (call.orderDigest !== null && !call.allowDuplicate) {
      const since = now - DUPLICATE_WINDOW_MS;
      const same = await findSameOrder(unit.db, call.viewerId, call.orderDigest, since);
      if (same !== null && this.#isAlive(same.snapshot)) return answer({ duplicateOf: same.snapshot });
      const underWay = await findSameOrderUnderWay(unit.db, call, now);
      if (underWay !== null) return { do: 'wait', record: underWay };
    }
    const record = {
      viewerId: call.viewerId,
      key: call.key,
      inputDigest: call.digest,
      orderDigest: call.orderDigest,
      leaseUntil: this.#leaseUntil(),
    };
    if (await insertFirstAttempt(unit, record, now)) return { do: 'send', attempt: 1 };
    const winner = await findIdempotencyRecord(unit.db, call.viewerId, call.key);
    if (winner === null) throw new Error('an idempotency key is neither free nor taken');
    return { do: 'wait', record: winner };
  }

  #isAlive(snapshot: TransactionSnapshot): boolean {
    const { clock, gateway } = this.deps;
    return snapshot.status !== 'ERRORED' && !isExpired(snapshot, clock.now() + gateway.clockOffsetMs);
  }

  async #send(call: Call, attempt: number): Promise<void> {
    const name = attemptName(call);
    const sending = this.#sendOnce(call, attempt).finally(() => this.#attempts.delete(name));
    this.#attempts.set(name, sending);
    await sending;
  }

  async #sendOnce(call: Call, attempt: number): Promise<void> {
    const { ledger, clock, log } = this.deps;
    const { outcome, created } = await this.#ask(call);
    await ledger.write(async (unit) => {
      const isCurrent = await endAttempt(unit, { ...call, attempt }, outcome, clock.now());
      if (!isCurrent) return log.warn({ attempt }, 'an upstream answer came after its lease had passed');
      if (created === null) return;
      await storeNewTransaction(unit, created, { orderDigest: call.orderDigest, now: clock.now() });
      await this.deps.onCreated(unit, created.transactionId);
    });
    this.deps.wakeReader();
  }

  /** The one upstream call of an attempt, and what it came to. */
  async #ask(call: Call): Promise<{ outcome: AttemptOutcome; created: TransactionSnapshot | null }> {
    const { gateway, tokens, log, ledger } = this.deps;
    try {
      const token =
        call.createdFor === null
          ? await tokens.mintGuest(OWN_TOKEN_TTL_SECONDS)
          : await tokens.mintConnected(call.createdFor, OWN_TOKEN_TTL_SECONDS);
      const { transactionId, expireAt } = await gateway.createTransaction(call.body, token.token);
      if ((await findTransaction(ledger.db, transactionId)) !== null) {
        log.error({ transactionId }, 'Gateway answered with the id of an earlier transaction');
        return { outcome: { state: 'UNKNOWN' }, created: null };
      }
      const created = this.#snapshot(call, transactionId, expireAt);
      return { outcome: { state: 'DONE', transactionId }, created };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      log.warn({ err: describeError(error), intent: call.input.intent }, 'Gateway created no transaction');
      return { outcome: outcomeOf(error), created: null };
    }
  }

  #snapshot(call: Call, transactionId: string, expireAt: number): TransactionSnapshot {
    return {
      transactionId,
      viewerId: call.viewerId,
      intent: call.input.intent,
      status: 'INITIALIZED',
      rawStatus: 'INITIALIZED',
      provenance: 'CONFIRMED',
      createdAt: this.deps.clock.now() + this.deps.gateway.clockOffsetMs,
      expireAt,
      isStale: false,
      error: null,
      broker: null,
      funds: null,
      createdFor: call.createdFor,
      orderKind: orderKind(call.input),
      actsOn: call.actsOn,
      authId: null,
    };
  }

  async #transactionOf(record: IdempotencyRecord): Promise<TransactionSnapshot> {
    const stored =
      record.transactionId === null ? null : await findTransaction(this.deps.ledger.db, record.transactionId);
    if (stored === null) throw new Error('an idempotency key names a transaction that is not in the ledger');
    return stored.snapshot;
  }

  /** Waits until an attempt of this process has ended, or for a moment when it is another's. */
  async #waitFor(record: IdempotencyRecord, leftMs: number): Promise<void> {
    const own = this.#attempts.get(attemptName(record));
    const limit = own === undefined ? Math.min(LOOK_EVERY_MS, leftMs) : leftMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit);
    });
    await Promise.race([own?.catch(() => undefined) ?? late, late]);
    clearTimeout(timer);
  }

  #leaseUntil(): number {
    return this.deps.clock.now() + this.upstreamTimeoutMs + LEASE_MARGIN_MS;
  }
}

function answer(outcome: CreateTransactionOutcome): Step {
  return { do: 'answer', outcome };
}

function attemptName({ viewerId, key }: { readonly viewerId: string; readonly key: string }): string {
  return JSON.stringify([viewerId, key]);
}

/** What callers of an attempt that made no transaction are told; one that has crashed or told nothing is unknown. */
function failureOf({ state, failure: told }: IdempotencyRecord): Failure {
  const isTold = (state === 'REFUSED' || state === 'RELEASED') && told !== null;
  return isTold ? (JSON.parse(told) as Failure) : failure('OutcomeUnknown', 'OUTCOME_UNKNOWN', true);
}

/**
 * A refusal is remembered. When no byte was sent, or Gateway said to come back later, nothing was created and the key is free.
 * Everything else leaves open whether a transaction exists.
 */
function outcomeOf(error: GatewayError): AttemptOutcome {
  if (error.kind === 'rejected' || error.kind === 'unauthorised') {
    const message = error.upstreamMessage ?? undefined;
    return {
      state: 'REFUSED',
      failure: JSON.stringify(failure('GatewayRefused', 'GATEWAY_REFUSED', false, message)),
    };
  }
  const cameToNothing = !error.sent || error.kind === 'throttled' || error.status === 503;
  if (!cameToNothing) return { state: 'UNKNOWN' };
  return { state: 'RELEASED', failure: JSON.stringify(gatewayUnavailable(error.retryAfterSeconds)) };
}

function orderKind(input: TransactionInput): TransactionSnapshot['orderKind'] {
  if (input.intent !== 'TRANSACTION') return null;
  return input.smallcaseOrder === null || input.smallcaseOrder === undefined
    ? 'SINGLE_SECURITY'
    : 'SMALLCASE';
}

/** The input in Gateway's terms: an order is named by its batch id. Throws NOT_FOUND. */
function toGatewayInput(given: CreateTransactionInput): TransactionInput {
  const { cancelOrder } = given;
  if (cancelOrder === null || cancelOrder === undefined) return given as TransactionInput;
  const batchId = keyFromArgument('Order', cancelOrder.orderId, BATCH_ID_SHAPE);
  if (batchId === null) throw notFound('order');
  return { ...given, cancelOrder: { ...cancelOrder, orderId: batchId } } as TransactionInput;
}
