import ipaddr from 'ipaddr.js';
import type { Config } from '../../config/variables.js';
import { OidcProvider } from '../login/oidc-provider.js';
import { describeError } from '../../core/describe-error.js';
import { isInNetworks } from '../../core/http/networks.js';
import type { Finding } from '../../doctor/finding.js';

/** Checks how operators log in at the console, besides links; nothing where only links are set up. */
export async function checkConsoleLogins(config: Config): Promise<Finding[]> {
  const hasOthers = config.CONSOLE_OIDC_ISSUER !== undefined || config.CONSOLE_PROXY_HEADER !== undefined;
  if (!hasOthers) return [];
  if (!config.CONSOLE) return [{ check: 'console', level: 'warn', ...IS_OFF }];
  return [...(await checkProvider(config)), ...checkProxyPeers(config)];
}

const IS_OFF = {
  text: 'is off, though logins for it are set up',
  hint: 'Set CONSOLE=on, or remove CONSOLE_OIDC_ISSUER and CONSOLE_PROXY_HEADER.',
};

/** Reads what the provider says of itself, as the first login does. */
async function checkProvider(config: Config): Promise<Finding[]> {
  const { CONSOLE_OIDC_ISSUER: issuer } = config;
  if (issuer === undefined) return [];
  const check = 'console';
  const provider = new OidcProvider({ config, callbackPath: '', now: Date.now });
  try {
    const { keys, takesPkce } = await provider.describe();
    if (keys === 0)
      return [{ check, level: 'fail', text: `${issuer} has no key that signs`, hint: PROVIDER_HINT }];
    if (takesPkce)
      return [{ check, level: 'ok', text: `${issuer} answers as a provider with ${keys} key(s)` }];
    const hint =
      'Most providers take it without saying so. Try a login; without it a stolen code is worth more.';
    return [{ check, level: 'warn', text: `${issuer} does not say that it takes PKCE with S256`, hint }];
  } catch (error) {
    const { message, cause } = describeError(error);
    const reason = [message, cause?.message].filter(Boolean).join(': ');
    return [{ check, level: 'fail', text: `${issuer} cannot be used: ${reason}`, hint: PROVIDER_HINT }];
  }
}

const PROVIDER_HINT =
  'CONSOLE_OIDC_ISSUER must be the `issuer` of its /.well-known/openid-configuration, to the last character.';

/** Says whom the header is believed from, and warns where that is everyone or no one. */
function checkProxyPeers(config: Config): Finding[] {
  const { CONSOLE_PROXY_HEADER: header, CONSOLE_PROXY_PEERS: peers } = config;
  if (header === undefined) return [];
  const check = 'console';
  const text = `the header ${header} is accepted from ${peers.join(', ')}`;
  const host = config.NODE_ENV === 'production' ? config.OPS_HOST : config.HOST;
  const isLocal = host === 'localhost' || isInNetworks(host, LOOPBACK);
  if (peers.some(isEveryone))
    return [
      {
        check,
        level: 'warn',
        text,
        hint: 'Everyone who reaches the port can log in as anyone: name the proxy.',
      },
    ];
  if (isLocal && !peers.some(hasLoopback))
    return [
      {
        check,
        level: 'warn',
        text,
        hint: `The console listens on ${host}, which no address of these can reach.`,
      },
    ];
  return [{ check, level: 'ok', text }];
}

const LOOPBACK = ['127.0.0.0/8', '::1'];

function isEveryone(network: string): boolean {
  return ipaddr.isValidCIDR(network) && ipaddr.parseCIDR(network)[1] === 0;
}

function hasLoopback(network: string): boolean {
  return isInNetworks('127.0.0.1', [network]) || isInNetworks('::1', [network]) || /^127\./.test(network);
}
