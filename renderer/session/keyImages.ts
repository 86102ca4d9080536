import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { readKeyObject } from '#shared/dicom/documents/keyObject.ts';
import { type InstanceReference, namesFrame } from '#shared/dicom/documents/references.ts';
import { documentKindOf } from '#shared/dicom/documents/studyDocuments.ts';
import { rejectionOfImage } from './rejectedImages.ts';

const known = new WeakMap<StudySnapshot, readonly InstanceReference[]>();

/**
 * Place of the first image of a display set that somebody pointed out, by the key object selections of its own study; one
 * that its site took back is none. Undefined where no image of it was.
 */
export function firstKeyImage(
  snapshot: StudySnapshot | undefined,
  { frames }: Pick<DisplaySet, 'frames'>,
): number | undefined {
  if (!snapshot) return undefined;
  const named = keyImagesOf(snapshot);
  if (named.length === 0) return undefined;
  const at = frames.findIndex(
    (item) => namesFrame(named, item.image.sopInstanceUID, item.frame.frameNumber) && !rejectionOfImage(snapshot, item),
  );
  return at < 0 ? undefined : at;
}

/** Read once for an answer: the lists of a study stay what they are. */
function keyImagesOf(snapshot: StudySnapshot): readonly InstanceReference[] {
  const before = known.get(snapshot);
  if (before) return before;
  const read = snapshot.series
    .flatMap(({ instances }) => instances)
    .filter((dataset) => documentKindOf(dataset) === 'keyImages')
    .map((dataset) => readKeyObject(readContentTree(dataset)))
    .flatMap(({ pointsOut, images }) => (pointsOut ? images : []));
  known.set(snapshot, read);
  return read;
}
