import { item } from '../dicom/datasetParts.ts';
import type { DicomDataset } from '../dicom/dicomJson.ts';

/** One instance that a report is about, or follows. */
export interface Evidence {
  readonly seriesInstanceUID: string;
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
}

/** One study's instances by series, as the Hierarchical SOP Instance Reference Macro wants them (PS3.3 section 10.18). */
export function evidenceSequence(studyInstanceUID: string, evidence: readonly Evidence[]): readonly DicomDataset[] {
  const bySeries = new Map<string, Evidence[]>();
  for (const instance of evidence) {
    const series = bySeries.get(instance.seriesInstanceUID);
    if (series) series.push(instance);
    else bySeries.set(instance.seriesInstanceUID, [instance]);
  }
  if (bySeries.size === 0) return [];
  const series = [...bySeries].map(([seriesInstanceUID, instances]) =>
    item({
      SeriesInstanceUID: [seriesInstanceUID],
      ReferencedSOPSequence: instances.map((instance) =>
        item({
          ReferencedSOPClassUID: [instance.sopClassUID],
          ReferencedSOPInstanceUID: [instance.sopInstanceUID],
        }),
      ),
    }),
  );
  return [item({ StudyInstanceUID: [studyInstanceUID], ReferencedSeriesSequence: series })];
}
