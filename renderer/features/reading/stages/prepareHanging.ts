import { makeReady } from '#shared/hanging/makeReady.ts';
import { protocolsInForce } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import type { HostAccess } from '../../../host/hostContext.ts';

/** Room that is left in a turn: a rule with a long pattern is read in about a millisecond. */
const roomMs = 3;

/**
 * Reads what studies are hung by before anybody waits for it, some rules whenever the page has nothing better to do: the
 * first study of a page would wait up to a quarter of a second for it.
 */
export async function prepareHanging({ client }: Pick<HostAccess, 'client'>): Promise<void> {
  const kept = await client['hanging.read']({});
  const { protocols, unreadable } = kept.ok ? kept.value : { protocols: [], unreadable: [] };
  const steps = makeReady(protocolsInForce(shippedProtocols, protocols, unreadable));
  const turn = (deadline: IdleDeadline) => {
    do {
      if (steps.next().done) return;
    } while (deadline.timeRemaining() > roomMs);
    requestIdleCallback(turn);
  };
  requestIdleCallback(turn);
}
