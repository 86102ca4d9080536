import type { Protocol } from './protocol.ts';
import { canonicalText } from './protocolFile.ts';

/**
 * A kept row that only says whether a shipped protocol is used: what ships is never changed and never deleted. It is named
 * after what it switches, and never hangs anything itself.
 */
const switchPrefix = 'switch.';

/** Whether an id is one of those that stand in no list. What comes in a file never has one: it would act unseen. */
export function isSwitchId(id: string): boolean {
  return id.startsWith(switchPrefix);
}

/** Named as a switch, and naming what it switches: anything else would be hidden for its name alone, and is listed. */
export function isSwitch({ id, basedOn }: Protocol): boolean {
  return basedOn !== undefined && id === switchIdOf(basedOn);
}

/** Whether it is the very row that turns a shipped protocol off or on, and holds nothing of its own. */
export function isOnlySwitch(protocol: Protocol, shipped: readonly Protocol[]): boolean {
  const switched = shipped.find(({ id }) => id === protocol.basedOn);
  if (!switched) return false;
  const { enabled, version } = protocol;
  return canonicalText({ ...switchOf(switched, enabled), version }) === canonicalText(protocol);
}

function switchIdOf(id: string): string {
  return `${switchPrefix}${id.replace(/^builtin\./, '')}`.slice(0, 64);
}

/** The row to keep so that a shipped protocol is used from now on, or is not. */
export function switchOf(shipped: Protocol, enabled: boolean): Protocol {
  return {
    ...shipped,
    id: switchIdOf(shipped.id),
    level: 'user',
    basedOn: shipped.id,
    basedOnVersion: shipped.version,
    version: 1,
    enabled,
  };
}

/** The shipped protocol that a row of this id turns off or on; undefined: it is no switch of any. */
export function switchedBy(id: string, shipped: readonly Protocol[]): Protocol | undefined {
  return shipped.find((each) => switchIdOf(each.id) === id);
}

/**
 * Every protocol that a study is hung by, or is refused by: the shipped ones, turned off where a reader did so, and those
 * that are kept. A kept one of the same id stands in the place of the shipped one. `unreadable`: ids of kept rows of which
 * nothing is known any more. A shipped protocol with such a switch is off: there is a switch because somebody wanted it
 * off, and what hangs instead is seen, and can be changed, where one that nobody wanted looks like any other.
 */
export function protocolsInForce(
  shipped: readonly Protocol[],
  kept: readonly Protocol[],
  unreadable: readonly string[] = [],
): readonly Protocol[] {
  const own = kept.filter((protocol) => !isSwitch(protocol));
  const ids = new Set(own.map(({ id }) => id));
  const off = new Set(kept.flatMap((each) => (isSwitch(each) && !each.enabled ? [each.basedOn] : [])));
  for (const id of unreadable) off.add(switchedBy(id, shipped)?.id);
  const left = shipped.filter(({ id }) => !ids.has(id));
  return [...left.map((each) => (off.has(each.id) ? { ...each, enabled: false } : each)), ...own];
}
