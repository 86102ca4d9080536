import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Clock } from '#electron/base/world.ts';

/** Asks the system for every address of a name. */
export type Resolve = (
  hostname: string,
  options: LookupOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: string | LookupAddress[], family?: number) => void,
) => void;

/** A name server that has not answered by now is as good as dead for whoever knows the address. */
const hangsAfterMs = 1_500;
/** An address this old may have become another's. */
const rememberedForMs = 6 * 3_600_000;

interface Known {
  readonly addresses: string | LookupAddress[];
  readonly family: number | undefined;
  readonly atMs: number;
}

/**
 * Looks names up and remembers what they were: on a bad line the name server is lost more often than the archive, and
 * each question to a dead one keeps one of the process's four file threads for many seconds. So nobody asks for a name
 * while it is being asked for, and a name that cannot be had now is what it was within the last hours.
 */
export function rememberingLookup(resolve: Resolve, clock: Pick<Clock, 'monotonicMs' | 'after'>): LookupFunction {
  const known = new Map<string, Known>();
  const asking = new Map<string, ((error: NodeJS.ErrnoException | null, found: Known | undefined) => void)[]>();
  const recall = (key: string): Known | undefined => {
    const found = known.get(key);
    return found && clock.monotonicMs() - found.atMs < rememberedForMs ? found : undefined;
  };
  const ask = (key: string, hostname: string, options: LookupOptions) => {
    resolve(hostname, options, (error, addresses, family) => {
      const found = error ? undefined : { addresses, family, atMs: clock.monotonicMs() };
      if (found) known.set(key, found);
      const waiting = asking.get(key) ?? [];
      asking.delete(key);
      for (const tell of waiting) tell(error, found);
    });
  };
  return (hostname, options, callback) => {
    const key = `${hostname} ${options.family ?? 0} ${options.all === true}`;
    let isTold = false;
    const tell = (error: NodeJS.ErrnoException | null, found: Known | undefined) => {
      if (isTold) return;
      isTold = true;
      cancel();
      const answer = found ?? recall(key);
      if (answer) callback(null, answer.addresses, answer.family);
      else callback(error ?? new Error('no address'), '', undefined);
    };
    const cancel = clock.after(hangsAfterMs, () => {
      const remembered = recall(key);
      if (remembered) tell(null, remembered);
    });
    const waiting = asking.get(key);
    if (waiting) waiting.push(tell);
    else {
      asking.set(key, [tell]);
      ask(key, hostname, options);
    }
  };
}
