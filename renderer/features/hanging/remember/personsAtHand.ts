import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { readableNameOf } from '#shared/dicom/personName.ts';
import { type PersonNamed, personNamed } from '#shared/hanging/personalWords.ts';

/** Whom the studies on the desk name, by the list and by their images, with whoever referred them. */
export function personsAtHand(
  studies: readonly { readonly snapshot: Pick<StudySnapshot, 'series'> & { readonly item: WorklistItem } }[],
): readonly PersonNamed[] {
  return studies.flatMap(({ snapshot }) => [
    personNamed(snapshot.item),
    ...snapshot.series.flatMap(({ instances: [first] }) => (first ? [personOf(first)] : [])),
  ]);
}

function personOf(dataset: DicomDataset): PersonNamed {
  return personNamed({
    patientName: readableNameOf(dataset, 'PatientName'),
    referringPhysician: readableNameOf(dataset, 'ReferringPhysicianName'),
    patientId: textOf(dataset, 'PatientID'),
    accessionNumber: textOf(dataset, 'AccessionNumber'),
  });
}
