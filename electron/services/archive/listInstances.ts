import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { isUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ListedInstance, RequestOptions } from './index.ts';
import type { Searcher } from './qido.ts';

/**
 * QIDO-RS instances of a study, every page, with no more of each than the archive says anyway (PS3.18 table 10.6.3-5):
 * names, to compare with those that are here. One that cannot be read fails the question: a list that is one short
 * would say that an image is gone.
 */
export async function listInstances(
  searcher: Searcher,
  study: StudyInstanceUID,
  options: RequestOptions,
): Promise<Result<readonly ListedInstance[], Failure>> {
  const { onUnreadable: _, ...strict } = options;
  const path = `/studies/${study}/instances`;
  const found = await searcher.all({ path, parameters: [], include: [], uid: 'SOPInstanceUID' }, strict);
  if (!found.ok) return fail(found.failure);
  return succeed(
    found.value
      .filter((row) => (textOf(row, 'StudyInstanceUID') ?? study) === study)
      .map((row) => ({
        sopInstanceUID: textOf(row, 'SOPInstanceUID') ?? '',
        seriesInstanceUID: textOf(row, 'SeriesInstanceUID'),
      }))
      .filter(({ sopInstanceUID }) => isUID(sopInstanceUID)),
  );
}
