import type { Protocol } from '#shared/hanging/protocol.ts';

/**
 * Whether a protocol that is for some archives alone is for one of these: they are named by what this computer calls them,
 * and another computer calls its own otherwise. Undefined: it is for every archive.
 */
export function sitesHere(
  { match: { sites = [] } }: Protocol,
  archives: readonly string[],
): 'all' | 'some' | 'none' | undefined {
  if (sites.length === 0) return undefined;
  const here = sites.filter((site) => archives.includes(site));
  if (here.length === 0) return 'none';
  return here.length === sites.length ? 'all' : 'some';
}
