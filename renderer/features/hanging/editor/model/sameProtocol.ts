import { protocolDifferences } from '#shared/hanging/differences.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';

/** Whether two hang every study alike, at the same level and both on or off; version and owner aside. */
export function isDeepSame(one: Protocol, other: Protocol): boolean {
  return one.level === other.level && one.enabled === other.enabled && protocolDifferences(one, other).length === 0;
}
