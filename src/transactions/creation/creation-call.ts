import type { TransactionBody } from '../../gateway/transaction-body.js';
import type { Ledger } from '../../ledger/ledger.js';
import { batchKey } from '../../viewer/ownership.js';
import type { Viewer } from '../../viewer/viewer.js';
import { buildTransactionBody, type TransactionInput } from '../build-request.js';
import { inputDigest, orderDigest } from './digests.js';
import { chooseIdentity } from '../identity.js';
import { checkLine } from '../input-checks.js';
import { type CancelledOrder, findCancelledOrder } from '../request/cancelled-order.js';
import type { CreateTransactionInput } from '../transaction.input.js';

/** A call of `createTransaction` that passed all checks. */
export interface CreationCall {
  readonly viewerId: string;
  readonly key: string;
  readonly digest: string;
  readonly orderDigest: string | null;
  readonly allowDuplicate: boolean;
  readonly input: TransactionInput;
  readonly body: TransactionBody;
  readonly createdFor: string | null;
  readonly cancels: CancelledOrder;
}

/** Checks what a caller gives. Throws BAD_USER_INPUT, NOT_FOUND and BROKER_ACCOUNT_REQUIRED. */
export async function checkCall(
  ledger: Ledger,
  viewer: Viewer,
  given: CreateTransactionInput,
): Promise<CreationCall> {
  const key = given.idempotencyKey;
  checkLine(key, [1, 255], 'input.idempotencyKey');
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
    cancels: await findCancelledOrder(ledger.db, viewer, input),
  };
}

/** The input in Gateway's terms: an order is named by its batch id. Throws NOT_FOUND. */
function toGatewayInput(given: CreateTransactionInput): TransactionInput {
  const { cancelOrder } = given;
  if (cancelOrder === null || cancelOrder === undefined) return given;
  return { ...given, cancelOrder: { ...cancelOrder, orderId: batchKey(cancelOrder.orderId) } };
}
