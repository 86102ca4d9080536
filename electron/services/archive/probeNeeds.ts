import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { fail, type Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import type { ArchiveClient } from './index.ts';

export interface ProbeNeeds {
  readonly connection: ArchiveConnection;
  readonly client: Pick<ArchiveClient, 'searchStudies' | 'searchSeries' | 'readFrames'>;
  readonly memory: ArchiveMemory;
  readonly mayCompress: boolean;
  readonly clock: World['clock'];
  readonly random: World['random'];
  /** Decodes what the archive compressed; without it nothing is proved, and nothing compressed is asked for. */
  readonly parser: Parser | undefined;
}

/** Failures after which further questions say nothing of what the archive can do. */
export function endsProbe(failure: Failure): boolean {
  const { code } = failure;
  const answered = [
    'ArchiveFailed',
    'ArchiveNotFound',
    'ArchiveAnswerInvalid',
    'ArchiveForbidden',
    'ArchiveNotDicomWeb',
  ];
  return !answered.includes(code) && code !== 'TransferSyntaxUnsupported' && code !== 'NoPixelData';
}

/** An answer's failure where that ends the probe; undefined where it is itself an answer. */
export function endingOf(result: Result<unknown, Failure>): Result<never, Failure> | undefined {
  return !result.ok && endsProbe(result.failure) ? fail(result.failure) : undefined;
}
