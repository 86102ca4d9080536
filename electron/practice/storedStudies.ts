/**
 * What the request handler serves from, whatever lies behind it: the drawn patients, what was stored here by STOW-RS,
 * or a disc somebody put in. A source only lists and hands over bytes; searching, paging and multipart are the handler's.
 */
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';

/** One SOP instance of a source. */
export interface StoredInstance {
  /**
   * Every attribute but pixel data and group 2, in the DICOM JSON model (PS3.18 annex F), text already Unicode.
   * Must hold StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID and SOPClassUID.
   */
  readonly attributes: DicomDataset;
  /** How the frames lie in the source, and how `readFrame` hands them over. */
  readonly transferSyntaxUID: string;
  /** 0 when there is no pixel data. */
  readonly frameCount: number;
}

export interface StoredStudies {
  /** Every instance, studies and series together or not; the order within a series is the order answered. */
  instances(): readonly StoredInstance[];
  /**
   * One frame's bytes in the instance's transfer syntax (native frames in little-endian order, no padding byte);
   * `frameNumber` counts from 1. Undefined when there is no such frame or it cannot be read.
   */
  readFrame(instance: StoredInstance, frameNumber: number): Promise<Uint8Array | undefined>;
  /** The whole instance as a Part 10 file; undefined when it cannot be read. */
  readInstance(instance: StoredInstance): Promise<Uint8Array | undefined>;
}

/** A source that takes what STOW-RS brings. A source of a disc is not one. */
export interface ReceivingStudies extends StoredStudies {
  /** Keeps one Part 10 file durably before it answers. */
  store(part10: Uint8Array): Promise<StoreOutcome>;
}

export type StoreOutcome =
  | { readonly kind: 'stored' | 'alreadyThere'; readonly instance: StoredInstance }
  /** The same SOPInstanceUID is here with other bytes; what is here stays. */
  | { readonly kind: 'differs'; readonly instance: StoredInstance }
  | { readonly kind: 'notDicom' };
