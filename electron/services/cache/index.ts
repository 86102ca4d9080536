/**
 * Keeps studies on this disk, encrypted: attributes in `cache.db`, frames in sealed packs. Disposable: losing it costs
 * a download, never a report. Owns what is present and proven; must not know archives, plans or screens.
 */
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { EncodedFrame, Fidelity } from '#shared/contract/frames.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, TransferSyntaxUID } from '#shared/dicom/uids.ts';
import type { InstanceChange } from '#shared/worklist/instanceChange.ts';
import type { DiskSpace } from './diskSpace.ts';
import type { StudyLook } from './lookIndex.ts';

export type { StudyLook } from './lookIndex.ts';

export { createStudyCache } from './studyCache.ts';

/** A series as kept: its instances' attributes and how many frames they promise. */
export interface CachedSeries {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly instances: readonly DicomDataset[];
  readonly expectedFrames: number;
}

export interface SeriesCount {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly expectedFrames: number;
  readonly presentFrames: number;
  /** Of the series' attributes; those that are no images count too. */
  readonly instances: number;
}

export interface FrameToKeep {
  readonly key: FrameKey;
  readonly transferSyntaxUID: TransferSyntaxUID;
  readonly fidelity: Fidelity;
  readonly bytes: Uint8Array;
}

/** What became of a frame that was handed over. */
export interface WrittenFrame {
  /** SHA-256 of the bytes handed over. */
  readonly digest: string;
  /** False: other bytes are here under this name already, and stay. */
  readonly kept: boolean;
  /** The digest of what first came under this name, in the same syntax, where it is another (link.md V5). */
  readonly differsFrom?: string;
}

/** Instances of a series that its archive gives to another patient now, or has corrected: their frames were dropped. */
export interface ReplacedSeries {
  readonly study: StudyRef;
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly sopInstanceUIDs: readonly string[];
  /** The gravest change of an instance of which frames were here; undefined where none were. */
  readonly change: InstanceChange | undefined;
}

export interface StudyCache {
  /** The QIDO answer of a study, kept so that the worklist is there without a link. Replaces an older one. */
  saveStudy(study: StudyRef, attributes: DicomDataset): Result<void, Failure>;
  listStudies(): readonly { readonly study: StudyRef; readonly attributes: DicomDataset }[];
  /** Replaces the series' attributes; frames of instances that are still named, and are still the same, stay (V4). */
  saveSeries(study: StudyRef, series: CachedSeries): Result<void, Failure>;
  readSeries(study: StudyRef): readonly CachedSeries[];
  /** The attributes of one series alone, for whoever goes through many studies; empty where it is not here. */
  readOneSeries(study: StudyRef, series: SeriesInstanceUID): readonly DicomDataset[];
  countFrames(study: StudyRef): readonly SeriesCount[];
  /** Replaces what is noted of a study; it outlives the study's frames, not a lost index. */
  saveLook(study: StudyRef, look: StudyLook): void;
  readLook(study: StudyRef): StudyLook | undefined;
  hasFrame(key: FrameKey): boolean;
  /** Frame numbers of a series that are here, by SOP Instance UID. */
  presentFrames(study: StudyRef, series: SeriesInstanceUID): ReadonlyMap<string, ReadonlySet<number>>;
  /** Seals and appends; on success the frame survives a kill of the process. */
  writeFrame(frame: FrameToKeep): Promise<Result<WrittenFrame, Failure>>;
  /** Undefined when it is not here, or was and no longer proves itself (then it counts as missing from now on). */
  readFrame(key: FrameKey): Promise<EncodedFrame | undefined>;
  /**
   * These bytes came whole and are no image: they count as missing, and are refused should they come again.
   * `condemned` is false when they are not what is here; `strikes`: how often that has happened to this frame.
   */
  condemnFrame(key: FrameKey, digest: string): Promise<{ readonly condemned: boolean; readonly strikes: number }>;
  /** An image was made of these bytes, or nobody here can say more of them; known over restarts, as long as they stay. */
  noteChecked(key: FrameKey, digest: string): void;
  /** Some frames that are here and were never noted so, in the order of their names, from `after` on. */
  listUnchecked(after: FrameKey | undefined, limit: number): readonly FrameKey[];
  /**
   * Destroys the keys of the study's series, then everything that is kept of it. `mayStill` is asked in the very moment
   * before: removing waits for the disk, and a study that is opened meanwhile stays.
   */
  removeStudy(study: StudyRef, mayStill?: () => boolean): Promise<void>;
  /** What each study takes of it, those of archives that are no longer set up too. */
  listSizes(): readonly { readonly study: StudyRef; readonly bytes: number }[];
  /** Bytes of the packs on the disk. */
  usedBytes(): number;
  /** An index that was lost is being read from the packs: what is not known to be here may be (link.md C4). */
  readonly isRebuilding: boolean;
  /** The room on the disk that holds the cache. */
  readonly disk: Pick<DiskSpace, 'quotaBytes' | 'isLow' | 'isExhausted'>;
  /** Tells that the index is whole again. One listener. */
  onRecovered(listener: () => void): void;
  /** Tells that `disk` has come to another verdict. One listener. */
  onDiskChanged(listener: () => void): void;
  /** Tells of frames that were kept, and that a failing disk lost before they came to rest. One listener. */
  onLost(listener: (keys: readonly FrameKey[]) => void): void;
  /** Tells of instances that have become others, when their frames are dropped. One listener. */
  onReplaced(listener: (replaced: ReplacedSeries) => void): void;
  /** Begins to read what is kept through, whenever it may: see `Scrub`. Ends with the cache. */
  startScrub(mayRun: () => boolean): void;
  close(): Promise<void>;
}
