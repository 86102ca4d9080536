import type { Protocol } from './protocol.ts';

/**
 * A kept row that only says whether a shipped protocol is used: what ships is never changed and never deleted. It is named
 * after what it switches, and never hangs anything itself.
 */
const switchPrefix = 'switch.';

export function isSwitch({ id }: Protocol): boolean {
  return id.startsWith(switchPrefix);
}

/** The row to keep so that a shipped protocol is used from now on, or is not. */
export function switchOf(shipped: Protocol, enabled: boolean): Protocol {
  return {
    ...shipped,
    id: `${switchPrefix}${shipped.id.replace(/^builtin\./, '')}`.slice(0, 64),
    level: 'user',
    basedOn: shipped.id,
    basedOnVersion: shipped.version,
    version: 1,
    enabled,
  };
}

/**
 * Every protocol that a study is hung by, or is refused by: the shipped ones, turned off where a reader did so, and those
 * that are kept. A kept one of the same id stands in the place of the shipped one.
 */
export function protocolsInForce(shipped: readonly Protocol[], kept: readonly Protocol[]): readonly Protocol[] {
  const own = kept.filter((protocol) => !isSwitch(protocol));
  const ids = new Set(own.map(({ id }) => id));
  const off = new Set(kept.flatMap((each) => (isSwitch(each) && !each.enabled ? [each.basedOn] : [])));
  const left = shipped.filter(({ id }) => !ids.has(id));
  return [...left.map((each) => (off.has(each.id) ? { ...each, enabled: false } : each)), ...own];
}
