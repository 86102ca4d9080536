import { type DicomDataset, itemsOf } from '../dicomJson.ts';
import { readContentTree } from './contentTree.ts';
import { type RejectionReason, readKeyObject, rejectionReasons } from './keyObject.ts';
import { type InstanceReference, namesFrame, readSeriesReferences } from './references.ts';
import { documentKindOf } from './studyDocuments.ts';

/** Images that their site took back (PS3.3 A.35.4; IHE Imaging Object Change Management), by SOP Instance UID. */
export type Rejections = ReadonlyMap<string, readonly Rejection[]>;

interface Rejection {
  readonly reason: RejectionReason;
  readonly image: InstanceReference;
}

/** Reads every list of a study that rejects images: what it names in its content, and as its evidence. */
export function readRejections(instances: Iterable<DicomDataset>): Rejections {
  const found = new Map<string, Rejection[]>();
  for (const dataset of instances) {
    if (documentKindOf(dataset) !== 'keyImages') continue;
    const { rejection: reason, images } = readKeyObject(readContentTree(dataset));
    if (reason === undefined) continue;
    const named = images.length > 0 ? images : evidenceOf(dataset);
    for (const image of named) {
      const { sopInstanceUID } = image;
      found.set(sopInstanceUID, [...(found.get(sopInstanceUID) ?? []), { reason, image }]);
    }
  }
  return found;
}

/** The worst reason for which a frame was rejected. */
export function rejectionOf(
  rejections: Rejections,
  sopInstanceUID: string,
  frameNumber: number,
): RejectionReason | undefined {
  const named = (rejections.get(sopInstanceUID) ?? []).filter(({ image }) =>
    namesFrame([image], sopInstanceUID, frameNumber),
  );
  return rejectionReasons.find((reason) => named.some((one) => one.reason === reason));
}

/** For a list whose content did not come with the attributes. */
function evidenceOf(dataset: DicomDataset): readonly InstanceReference[] {
  return itemsOf(dataset, 'CurrentRequestedProcedureEvidenceSequence').flatMap((study) =>
    readSeriesReferences(itemsOf(study, 'ReferencedSeriesSequence')),
  );
}
