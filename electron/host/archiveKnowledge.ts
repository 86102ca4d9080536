import type { ArchiveMemory } from '#electron/services/archive/index.ts';
import type { ArchiveKnowledge } from '#shared/contract/archives.ts';

/** What a person may be told of what was learned; small numbers, no names. */
export function knowledgeOf({ capabilities, poisoned, lossyAnswers }: ArchiveMemory): ArchiveKnowledge {
  const { compressions } = capabilities;
  const proved = compressions.filter(({ outcome }) => outcome === 'lossless');
  const ratios = proved.flatMap(({ ratio }) => ratio ?? []);
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const tried = compressions.length > 0 ? 'failed' : 'notTried';
  return {
    compression: proved.length > 0 ? 'works' : tried,
    ...(ratios.length > 0 ? { compressedPercent: Math.round(mean * 100) } : {}),
    stoppedOn: poisoned.length,
    ...(poisoned.length > 0 ? { stoppedAt: Math.max(...poisoned.map(({ since }) => since)) } : {}),
    lossyAnswers,
  };
}
