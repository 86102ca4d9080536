import { createHash } from 'node:crypto';
import type { Clock, Computer, InterfaceAddress } from '#electron/base/world.ts';
import type { NetworkDescription } from '#shared/contract/link.ts';

export interface NetworkWatchOptions {
  readonly clock: Clock;
  readonly computer: Computer;
  /** The computer has another address than before, or one again: what was connected is dead (N10). */
  readonly onChanged: () => void;
}

const lookEveryMs = 2_000;
/** Bridges and adapters of programs that run other systems: they lead nowhere. */
const virtualNames = /^(docker|veth|br-|virbr|vmnet|vboxnet|vethernet|awdl|llw|anpi|bridge|utun\d+$|lo\d*$)/i;
type NetworkKind = NonNullable<NetworkDescription['kind']>;

const kinds: ReadonlyArray<readonly [name: RegExp, kind: NetworkKind, rank: number]> = [
  [/^(en|eth|em\d|eno|ens|enp|ethernet|lan|local area connection)/i, 'wired', 0],
  [/^(wl|wlan|wi-?fi|wireless|ath)/i, 'wifi', 1],
  [/^(ww|rmnet|ppp|usb|mobile|cellular)/i, 'mobile', 2],
  [/^(tun|tap|wg|tailscale|zt|ipsec)/i, 'tunnel', 4],
];

type SeenNetwork = Omit<NetworkDescription, 'isMetered'>;

/**
 * Looks every two seconds at the computer's own addresses, for nothing tells plain Node that they have changed. A
 * network is known by its kind and its addresses, never by a hardware address; two houses whose routers hand out the
 * same addresses over the same kind of interface count as one.
 */
export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  #fingerprint: string;
  #network: SeenNetwork | undefined;
  #cancelTimer: () => void;

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
    const usable = usableAddresses(options.computer);
    this.#fingerprint = fingerprintOf(usable);
    this.#network = networkOf(usable);
    this.#cancelTimer = options.clock.after(lookEveryMs, () => this.#look());
  }

  /** The network the computer is on; undefined where it is on none. */
  current(meteredNetworks: readonly string[]): NetworkDescription | undefined {
    const network = this.#network;
    return network && { ...network, isMetered: meteredNetworks.includes(network.networkId) };
  }

  stop(): void {
    this.#cancelTimer();
  }

  #look(): void {
    const { clock, computer, onChanged } = this.#options;
    this.#cancelTimer = clock.after(lookEveryMs, () => this.#look());
    const usable = usableAddresses(computer);
    const fingerprint = fingerprintOf(usable);
    if (fingerprint === this.#fingerprint) return;
    this.#fingerprint = fingerprint;
    this.#network = networkOf(usable);
    // Without an address there is nothing to dial over; what is asked meanwhile fails by itself.
    if (usable.length > 0) onChanged();
  }
}

function usableAddresses(computer: Computer): readonly InterfaceAddress[] {
  return computer
    .addresses()
    .filter(
      ({ name, isInternal, network }) => !isInternal && !virtualNames.test(name) && !/^(fe80|169\.254)/.test(network),
    );
}

/** The addresses themselves, for a lease of another address breaks every connection; of IPv6 the network, see `World`. */
function fingerprintOf(usable: readonly InterfaceAddress[]): string {
  const parts = usable.map(({ name, family, address, network }) => `${name} ${family === 'IPv4' ? address : network}`);
  return [...new Set(parts)].sort().join('\n');
}

function networkOf(usable: readonly InterfaceAddress[]): SeenNetwork | undefined {
  const ranked = usable
    .map((one) => ({ one, kind: kindOf(one.name) }))
    .sort((left, right) => left.kind.rank - right.kind.rank || familyRank(left.one) - familyRank(right.one));
  const [first] = ranked;
  if (!first) return undefined;
  const { one, kind } = first;
  // The prefix a provider lends for IPv6 changes; the kind alone stands for the network then.
  const place = one.family === 'IPv4' ? one.network : 'IPv6';
  const networkId = createHash('sha256').update(`${kind.name} ${place}`).digest('hex').slice(0, 32);
  return { networkId, label: `${one.name} · ${place}`, kind: kind.name, ...addressesOf(place) };
}

/** "192.168.1.0/24" as "192.168.1.x", for the networks of homes and wards; of others nothing that helps anybody. */
function addressesOf(place: string): { readonly addresses?: string } {
  const home = /^(\d+\.\d+\.\d+)\.\d+\/2[4-9]$/.exec(place);
  return home ? { addresses: `${home[1]}.x` } : {};
}

function kindOf(name: string): { readonly name: NetworkKind; readonly rank: number } {
  const known = kinds.find(([pattern]) => pattern.test(name));
  return known ? { name: known[1], rank: known[2] } : { name: 'other', rank: 3 };
}

function familyRank({ family }: InterfaceAddress): number {
  return family === 'IPv4' ? 0 : 1;
}
