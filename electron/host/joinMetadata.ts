import { type FetchQueue, framesOf, type StudyIndex } from '#electron/services/prefetch/index.ts';
import { HeaderReader, StudyLoader } from '#electron/services/studies/index.ts';
import type { Worklist } from '#electron/services/worklist/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { ReadingNeeds } from './joinReading.ts';

/** Reads what a study is made of. */
export function createLoader(
  { cache, readiness, heavy, archives, progressOf }: ReadingNeeds,
  index: StudyIndex,
  queue: FetchQueue,
  isOpen: (study: StudyRef) => boolean,
  onLoaded: ConstructorParameters<typeof StudyLoader>[0]['onLoaded'],
): StudyLoader {
  const clientOf = (archiveId: StudyRef['archiveId']) => archives.clientOf(archiveId);
  // What somebody looks at, or has written about and not sent, is not taken from under the report (V9).
  const keepsRemoved = (study: StudyRef) => isOpen(study) || !['none', 'delivered'].includes(progressOf(study) ?? '');
  const beginQuestion = (archiveId: StudyRef['archiveId']) => queue.beginQuestion(archiveId);
  return new StudyLoader({
    cache,
    index,
    readiness,
    framesOf,
    clientOf,
    keepsRemoved,
    beginQuestion,
    onLoaded,
    ...(heavy && { heavy }),
  });
}

/** Reads the names that an archive cannot say out of one of the study's images. */
export function createHeaderReader(
  { cache, archives, parser, log }: ReadingNeeds,
  index: StudyIndex,
  onLearned: ConstructorParameters<typeof HeaderReader>[0]['onLearned'],
): HeaderReader | undefined {
  if (!parser) return undefined;
  return new HeaderReader({
    cache,
    index,
    framesOf,
    clientOf: (archiveId) => archives.clientOf(archiveId),
    async readFile(bytes) {
      const parsed = await parser.readFile(bytes);
      return parsed.ok ? succeed(parsed.value.attributes) : parsed;
    },
    onLearned,
    onProblem: (_study, code) => log.warn('studies.headerNotUsed', { code }),
  });
}

/** A study's priors are looked for when its metadata is read: the list may not go back as far as they do. */
export async function loadWithPriors(
  loader: StudyLoader,
  worklist: Worklist,
  study: StudyRef,
): Promise<Result<void, Failure>> {
  const loaded = await loader.load(study, 'background');
  if (!loaded.ok) return loaded;
  const [problem] = loaded.value.problems;
  if (problem) return { ok: false, failure: problem.failure };
  return worklist.lookUpPriors(study, 'background');
}
