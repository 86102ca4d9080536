import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';

/** The first study of each kind of modality: what an archive can do differs by the machine that made the images. */
export function oneOfEachKind(studies: readonly DicomDataset[], atMost: number): readonly DicomDataset[] {
  const byKind = new Map<string, DicomDataset>();
  for (const study of studies) {
    const kind = textOf(study, 'ModalitiesInStudy') ?? textOf(study, 'Modality') ?? '';
    if (!byKind.has(kind)) byKind.set(kind, study);
  }
  return [...byKind.values()].slice(0, atMost);
}
