import type { HostDescription } from '#shared/contract/vault.ts';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import type { EmptyReason } from './Empty.tsx';

/** Why no row is shown. */
export function emptyReason(
  list: WorklistSnapshot | undefined,
  host: HostDescription | undefined,
  failed: boolean,
  filtered: boolean,
): EmptyReason {
  if (failed) return 'failed';
  if (!list) return 'asking';
  if (filtered && list.items.length > 0) return 'noMatch';
  if (host?.practiceProgress !== undefined) return 'drawing';
  if (list.archives.length > 0 && list.archives.every(({ state }) => state === 'failed')) return 'noAnswer';
  if (list.archives.some(({ state }) => state === 'asking')) return 'asking';
  if (host?.profile === 'practice') return 'practice';
  if (list.archives.length === 0) return 'noArchive';
  return list.archives.some(({ holdsOlder }) => holdsOlder) ? 'onlyOlder' : 'noStudies';
}
