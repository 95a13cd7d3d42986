import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { MediaFailure } from '../media-failure.js';

/** Where WhatsApp keeps files: documented, and what its addresses have been seen to lead to. */
const HOSTS = new Set(['lookaside.fbsbx.com']);
const HOST_SUFFIXES = ['.fbcdn.net'];

/**
 * The address, when our token may be sent there: https, a host of WhatsApp's, its own port, nobody's name in it. Or the origin that the
 * operator has named instead of Meta's.
 * @throws MediaFailure `forbidden-address`
 */
export function allowedAddress(address: string, trustedOrigin: string | null): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username !== '' || url.password !== '') throw new MediaFailure('forbidden-address', 'unavailable');
  if (trustedOrigin !== null && url.origin === trustedOrigin) return url;
  const host = url.hostname.toLowerCase();
  const isAllowed = HOSTS.has(host) || HOST_SUFFIXES.some((suffix) => host.endsWith(suffix));
  if (url.protocol !== 'https:' || url.port !== '' || !isAllowed) throw new MediaFailure('forbidden-address', 'unavailable');
  return url;
}

/** Out on the internet: not ourselves, not a neighbour, not the machine that hands out credentials. IPv4 inside IPv6 counts as itself. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address);
  return range.range() === 'unicast';
}

export type Resolve = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: Error | null, found: LookupAddress[]) => void,
) => void;

/**
 * A look-up that refuses names of private addresses: an allowed host whose name was bent to point into our network gets no connection.
 * What is looked up is what is connected to, so there is no second answer in between.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { all: true }, (error, found) => {
      const forbidden = found?.length === 0 || found?.some(({ address }) => !isPublicAddress(address));
      const [first] = found ?? [];
      if (error || forbidden || !first) callback(error ?? new MediaFailure('forbidden-address', 'unavailable'), [], 0);
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
