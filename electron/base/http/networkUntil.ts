import type { Network } from './httpPool.ts';

/**
 * The same network for so long as `ends` has not been aborted: then every request through it is cancelled, whoever
 * asked and whether or not they brought a signal of their own, so that no archive can hold up a lock or an end.
 */
export function networkUntil(network: Network, ends: AbortSignal): Network {
  return {
    openPool(options) {
      const pool = network.openPool(options);
      return {
        request: (request) => {
          // Composed for each request: a signal that lives long would keep what every request has hung on it.
          const signal = AbortSignal.any(request.signal ? [request.signal, ends] : [ends]);
          return pool.request({ ...request, signal });
        },
        reset: () => pool.reset(),
        close: () => pool.close(),
      };
    },
  };
}
