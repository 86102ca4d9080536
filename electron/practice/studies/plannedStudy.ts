import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { PracticeSyntax } from '../codecs/practiceSyntaxes.ts';

/** When the patients are drawn: their dates count back from here. */
export interface DrawingTime {
  readonly nowMs: number;
  readonly offsetMinutes: number;
}

export interface PlannedStudy {
  /** Unique among the studies; UIDs follow from it. */
  readonly key: string;
  /** Patient, study and equipment: the same for every instance. */
  readonly attributes: DicomDataset;
  readonly drawings: readonly Drawing[];
}

/** Series that are drawn together because they show the same planes: two kernels of one scan, the echoes of another. */
export interface Drawing {
  readonly series: readonly PlannedSeries[];
  /** Calls to `draw`; each makes one instance of every series. */
  readonly count: number;
  /** What one call costs, relative to the others: shares out the progress bar. */
  readonly cost: number;
  /** Made when it is first wanted, in the thread that draws. */
  prepare(): DrawInstances;
}

export type DrawInstances = (index: number) => readonly DrawnInstance[];

export interface PlannedSeries {
  readonly key: string;
  readonly syntax: PracticeSyntax;
  readonly attributes: DicomDataset;
}

export interface DrawnInstance {
  readonly attributes: DicomDataset;
  readonly frames: readonly RawFrame[];
}
