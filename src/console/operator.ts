import { AppError } from '../core/errors.js';

/** What an operator may do: read masked data, act on deliveries and accounts, see one delivery unmasked. */
export type OperatorRole = 'READER' | 'OPERATOR' | 'REVEAL';

/** Every role. */
export const OPERATOR_ROLES: readonly OperatorRole[] = ['READER', 'OPERATOR', 'REVEAL'];

/** Who uses the console in one session. */
export interface Operator {
  /** As the operator log records it. */
  readonly name: string;
  readonly roles: ReadonlySet<OperatorRole>;
  /** False only under `dwar dev`, where every person is the emulator's (guarantee G13). */
  readonly isMasked: boolean;
  readonly isDevelopment: boolean;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What a resolver of the operator schema gets. */
export interface OperatorContext {
  readonly operator: Operator;
  readonly requestId: string;
}

/** Throws FORBIDDEN unless the operator has the role. */
export function requireRole({ name, roles }: Operator, role: OperatorRole): void {
  if (roles.has(role)) return;
  throw new AppError('FORBIDDEN', `This needs the role ${role.toLowerCase()}, which ${name} does not have.`);
}

/**
 * The error for a request without a session, and for a code or token that is wrong: it does not say which.
 */
export function sessionRequired(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'Log in to the console first, for example by the link that `dwar console open` prints.',
  );
}
