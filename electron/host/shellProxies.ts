import type { FindProxies } from '#electron/base/http/connectOptions.ts';
import { readProxyList } from '#electron/base/http/proxyNames.ts';
import type { Clock } from '#electron/base/world.ts';
import type { HostToShell, ShellToHost } from '#shared/contract/hostStart.ts';

type Answer = Extract<ShellToHost, { kind: 'proxies' }>;

/** A PAC file that has to be fetched over a slow line takes its time; longer, and the straight way is tried. */
const answerWithinMs = 10_000;

/** The system's proxies as the host learns of them: questions to the shell, which alone can ask Chromium. */
export function createShellProxies(ask: (request: HostToShell) => void, clock: Pick<Clock, 'after'>) {
  const waiting = new Map<number, (list: string) => void>();
  const asking = new Map<string, Promise<string>>();
  let lastId = 0;
  const request = (origin: string, afresh: boolean) =>
    new Promise<string>((resolve) => {
      lastId += 1;
      const id = lastId;
      const cancel = clock.after(answerWithinMs, () => settle('DIRECT'));
      const settle = (list: string) => {
        waiting.delete(id);
        cancel();
        resolve(list);
      };
      waiting.set(id, settle);
      ask({ kind: 'findProxies', id, origin, afresh });
    });
  /** Twelve connections that begin together ask one question. */
  const find: FindProxies = async (origin, afterFailure) => {
    const question = `${afterFailure} ${origin}`;
    const answer = asking.get(question) ?? request(origin, afterFailure).finally(() => asking.delete(question));
    asking.set(question, answer);
    return readProxyList(await answer);
  };
  return { find, receive: ({ id, list }: Answer) => waiting.get(id)?.(list) };
}
