import type { FindProxies } from './connectOptions.ts';
import type { Network } from './httpPool.ts';
import { isLoopback } from './proxyNames.ts';

/** The same network, whose pools go by the proxies of this computer where they were not told another way. */
export function networkBySystemProxies(network: Network, ask: FindProxies): Network {
  return {
    openPool(options) {
      const asks = options.connect?.proxy === undefined && !isLoopback(new URL(options.origin).hostname);
      return network.openPool(
        asks ? { ...options, connect: { ...options.connect, proxy: { kind: 'ask', ask } } } : options,
      );
    },
  };
}
