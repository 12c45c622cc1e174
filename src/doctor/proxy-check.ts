import type { Config } from '../config/variables.js';
import { describeProxy, proxyFor } from '../core/http/egress.js';
import type { Finding } from './finding.js';

/** Says which servers are called through which proxy; nothing if no proxy is set. */
export function checkProxies(config: Config): Finding[] {
  if (config.HTTPS_PROXY === undefined && config.HTTP_PROXY === undefined) return [];
  const targets = [
    ['Gateway', config.GATEWAY_URL],
    ['the key set', config.AUTH_JWKS_URL],
    ['the identity provider', config.CONSOLE_OIDC_ISSUER],
    ['the collector', config.OTEL_EXPORTER_OTLP_ENDPOINT],
  ] as const;
  const routes = targets.flatMap(([name, url]) => {
    if (url === undefined) return [];
    const proxy = proxyFor(url, config);
    return [`${name} ${proxy === null ? 'directly' : `through ${describeProxy(proxy)}`}`];
  });
  return [{ check: 'proxy', level: 'ok', text: routes.join(', ') }];
}
