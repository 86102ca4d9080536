import type { Corrections } from '#shared/dicom/series/corrections.ts';
import type { Hanging, StudyToHang } from '#shared/hanging/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';

/** By what a study is hung: the engine, what it may choose from, and what readers have said of series. */
export interface HangingMeans {
  readonly hang: (study: StudyToHang, protocols: readonly Protocol[]) => Hanging;
  readonly hangWith: (study: StudyToHang, protocol: Protocol) => Hanging;
  readonly protocols: readonly Protocol[];
  /** The same object for the same words: facets are read again when it is another. */
  readonly correctionsOf: (archiveId: string) => Corrections | undefined;
}
