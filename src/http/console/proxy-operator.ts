import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config/variables.js';
import { AppError } from '../../core/errors.js';
import { isInNetworks } from '../../core/http/networks.js';
import type { NamedOperator } from './console-access.js';

type Asked = Pick<IncomingMessage, 'rawHeaders' | 'socket'>;

/** The operator whom a trusted proxy names in a header of each request. */
export interface ProxyOperators {
  /**
   * The operator of a request; null if it does not have the header, or no header is configured. Throws
   * UNAUTHENTICATED if it has the header and comes from another address than the proxy's, or has it twice.
   */
  of(request: Asked): NamedOperator | null;
}

type ProxyVariables = Pick<
  Config,
  'CONSOLE_PROXY_HEADER' | 'CONSOLE_PROXY_ROLES_HEADER' | 'CONSOLE_PROXY_PEERS'
>;

/** Reads the headers that the configuration names. */
export function createProxyOperators(config: ProxyVariables): ProxyOperators {
  const { CONSOLE_PROXY_HEADER: nameHeader, CONSOLE_PROXY_ROLES_HEADER: rolesHeader } = config;
  if (nameHeader === undefined) return { of: () => null };
  return {
    of(request) {
      const names = valuesOf(request, nameHeader);
      const lists = rolesHeader === undefined ? [] : valuesOf(request, rolesHeader);
      if (names.length + lists.length === 0) return null;
      if (!isInNetworks(request.socket.remoteAddress ?? '', config.CONSOLE_PROXY_PEERS)) throw FOREIGN_PEER;
      const [name, ...others] = names;
      if (name === undefined || others.length > 0 || lists.length > 1) throw NOT_ONE_VALUE;
      return { name, groups: rolesHeader === undefined ? null : groupsIn(lists[0] ?? '') };
    },
  };
}

/** Node joins the values of a repeated header; here each stands alone. */
function valuesOf({ rawHeaders }: Asked, name: string): readonly string[] {
  return rawHeaders
    .filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
    .map(decodeUtf8);
}

/** Node reads headers as Latin-1, and proxies write UTF-8. Text that is not UTF-8 becomes no valid name. */
function decodeUtf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

function groupsIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
}

const FOREIGN_PEER = new AppError(
  'UNAUTHENTICATED',
  'The header of CONSOLE_PROXY_HEADER is accepted from the addresses of CONSOLE_PROXY_PEERS only.',
);
const NOT_ONE_VALUE = new AppError(
  'UNAUTHENTICATED',
  'The header of CONSOLE_PROXY_HEADER must be there once, and that of CONSOLE_PROXY_ROLES_HEADER at most ' +
    'once.',
);
