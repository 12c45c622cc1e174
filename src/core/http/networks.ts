import ipaddr from 'ipaddr.js';

/** Whether a text is an address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

/** Whether an address is one of these addresses, or within one of these networks. IPv4 in IPv6 is IPv4. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const found = ipaddr.process(address);
  return networks.some((network) => {
    if (ipaddr.isValid(network)) return ipaddr.process(network).toString() === found.toString();
    const [base, bits] = ipaddr.parseCIDR(network);
    return found.kind() === base.kind() && found.match(base, bits);
  });
}
