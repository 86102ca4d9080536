import type { DicomDataset } from '#shared/dicom/dicomJson.ts';

export const manifestName = 'studies.json';

/** What the manifest of a drawn folder says; frames lie one after another in `<file>.frames`. */
export interface DrawnFolder {
  readonly version: number;
  readonly series: DrawnSeries[];
}

export interface DrawnSeries {
  readonly file: string;
  readonly syntax: string;
  /** Attributes that every instance has. */
  readonly shared: DicomDataset;
  readonly instances: ReadonlyArray<{ readonly attributes: DicomDataset; readonly sizes: readonly number[] }>;
}
