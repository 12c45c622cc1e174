import type { IncomingMessage } from 'node:http';
import type { SessionProof } from './console-access.js';
import type { ProxyOperators } from './proxy-operator.js';
import { sessionTokenIn } from './session-cookie.js';

/**
 * What a request shows of its session. Throws UNAUTHENTICATED if it names an operator as only a trusted proxy
 * may.
 */
export function proofIn(
  request: IncomingMessage,
  { proxyOperators }: { readonly proxyOperators: ProxyOperators },
): SessionProof {
  return { token: sessionTokenIn(request) ?? '', operator: proxyOperators.of(request)?.name ?? null };
}
