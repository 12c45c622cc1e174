import { noProxyList, proxyUrl } from '../core/env-readers.js';
import { secretVariable, variable } from './variable.js';

function proxyVariable(scheme: string, alias: string) {
  const about =
    `HTTP proxy for calls of Gateway, \`AUTH_JWKS_URL\`, \`CONSOLE_OIDC_ISSUER\` and the collector at ` +
    `${scheme}:// URLs, through a tunnel (\`CONNECT\`). \`${alias}\` is read too.`;
  return { ...secretVariable(proxyUrl.optional(), about), alias };
}

/** The proxies for calls of other servers, each also known by its name in lower case. */
export const PROXY_VARIABLES = {
  HTTPS_PROXY: proxyVariable('https', 'https_proxy'),
  HTTP_PROXY: proxyVariable('http', 'http_proxy'),
  NO_PROXY: {
    ...variable(
      noProxyList,
      'What is called without a proxy, separated by commas: `*`, names (`example.com` includes what is ' +
        'below it), addresses, and networks such as `10.0.0.0/8`; names and addresses with or without a ' +
        'port. `no_proxy` is read too.',
      '',
    ),
    alias: 'no_proxy',
  },
} as const;
