import type { Result } from '#shared/base/result.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, type DicomElement, textOf } from '#shared/dicom/dicomJson.ts';
import { framesToShow } from '#shared/dicom/frameCount.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { isUID, type SeriesInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveClient, RequestOptions } from '../archive/index.ts';
import type { CachedSeries } from '../cache/index.ts';
import type { MetadataBudget } from './metadataBudget.ts';

export type Problem = StudySnapshot['problems'][number];

/** Who takes in what is read. */
export interface MetadataTaker {
  readonly budget: Pick<MetadataBudget, 'takeBytes' | 'takeInstances'>;
  take(series: CachedSeries): void;
}

/** Series asked for at once: metadata is small, and a line with a long round trip would rest between them. */
const seriesAtOnce = 3;
const floating = [tagOf('FloatPixelData'), tagOf('DoubleFloatPixelData')];
const pixels = [tagOf('PixelData'), ...floating];

/**
 * Reads the attributes of every instance of a study, series by series (rule A9). A series that cannot be read is a
 * problem of the study, not its end; only a study of which nothing can be read fails. Answers what could not be read; the
 * rest is shown.
 */
export async function readMetadata(
  client: ArchiveClient,
  study: StudyRef,
  framesOf: (instance: DicomDataset) => number,
  options: () => RequestOptions,
  taker: MetadataTaker,
): Promise<Result<readonly Problem[], Failure>> {
  const listed = await client.searchSeries(study.studyInstanceUID, options());
  if (!listed.ok) return listed;
  const waiting = [...new Set(listed.value.map((one) => textOf(one, 'SeriesInstanceUID')))];
  if (waiting.length === 0) return fail(failureOf('StudyEmpty'));
  let read = 0;
  const mayRead = (bytes: number) => taker.budget.takeBytes(bytes);
  const problems: Problem[] = [];
  const readNext = async (): Promise<void> => {
    for (let uid = waiting.shift(); waiting.length > 0 || uid !== undefined; uid = waiting.shift()) {
      if (uid === undefined || !isUID(uid)) {
        problems.push({ failure: failureOf('ArchiveAnswerInvalid') });
        continue;
      }
      const seriesInstanceUID = uid as SeriesInstanceUID;
      const answer = await client.readSeriesMetadata(study.studyInstanceUID, seriesInstanceUID, {
        ...options(),
        mayRead,
      });
      if (!answer.ok) {
        // A study that is too large is not asked for the rest: each series of it would be refused in its turn.
        if (answer.failure.code === 'StudyTooLarge') waiting.length = 0;
        problems.push({ failure: answer.failure, seriesInstanceUID });
        continue;
      }
      if (!taker.budget.takeInstances(answer.value.length)) {
        problems.push({ failure: failureOf('StudyTooLarge'), seriesInstanceUID });
        waiting.length = 0;
        continue;
      }
      const { instances, foreign } = cleanInstances(study, answer.value);
      if (foreign > 0) problems.push({ failure: failureOf('ArchiveAnswerInvalid', { foreign }), seriesInstanceUID });
      const absurd = instances.filter((instance) => framesToShow(instance) === undefined).length;
      if (absurd > 0) {
        problems.push({
          failure: failureOf('FrameLied', { reason: 'frameCount', instances: absurd }),
          seriesInstanceUID,
        });
      }
      const expectedFrames = instances.reduce((sum, instance) => sum + framesOf(instance), 0);
      read += 1;
      taker.take({ seriesInstanceUID, instances, expectedFrames });
    }
  };
  await Promise.all(Array.from({ length: seriesAtOnce }, readNext));
  const [first] = problems;
  if (read === 0 && first) return fail(first.failure);
  return succeed(problems);
}

/** Each instance of this study once, without its pixels; what names another study is left out (rule V4). */
function cleanInstances(study: StudyRef, answer: readonly DicomDataset[]) {
  const instances = new Map<string, DicomDataset>();
  let foreign = 0;
  for (const one of answer) {
    const uid = textOf(one, 'SOPInstanceUID');
    const studyUID = textOf(one, 'StudyInstanceUID');
    if (uid === undefined || !isUID(uid) || (studyUID !== undefined && studyUID !== study.studyInstanceUID)) {
      foreign += 1;
    } else if (!instances.has(uid)) {
      instances.set(uid, withoutPixels(one));
    }
  }
  return { instances: [...instances.values()], foreign };
}

function withoutPixels(dataset: DicomDataset): DicomDataset {
  if (!pixels.some((tag) => Object.hasOwn(dataset, tag))) return dataset;
  const rest = Object.assign(Object.create(null), dataset) as { [tag: string]: DicomElement };
  for (const tag of pixels) delete rest[tag];
  // Floating point pixels are told from whole numbers by the tag that they stand under (PX11).
  for (const tag of floating) if (dataset[tag]) rest[tag] = { vr: dataset[tag].vr };
  return rest;
}
