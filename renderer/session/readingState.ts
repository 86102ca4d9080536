import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '#shared/contract/failures.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { Hanging } from '#shared/hanging/hanging.ts';
import type { PointerTool } from '../imaging/placement/pointerTools.ts';
import { type Arrangement, contentKey, type WindowGrid } from './arrangement.ts';
import type { StudyImages } from './studyImages.ts';
import type { StudyOnDesk } from './studyOnDesk.ts';

/** An earlier study that was put beside; on the desk as soon as the host has answered. */
export interface AskedPrior {
  readonly study: StudyRef;
  /** To be hung as soon as it is here. */
  readonly hang: boolean;
  /** Why it is not to be had, as the host last said. */
  readonly failure?: Failure;
}

/** A further window that was open when the page ended, and what hung in it. */
export interface LeftWindow extends WindowGrid {
  readonly boxes: Arrangement['boxes'];
  readonly cells?: Arrangement['cells'];
}

/** Where in its protocol a study is. */
export interface HungPlace {
  readonly protocolId: string;
  /** Place of the stage in the protocol. */
  readonly stage: number;
  /** The reader has hung something by hand: nothing is hung by itself over it. */
  readonly isPinned: boolean;
}

/**
 * Why a study would hang otherwise now: series came, a reader has said what one is, protocols are others, or an earlier
 * picture is here that may not stand beside what hangs.
 */
export type RehangReason = 'series' | 'putRight' | 'protocols' | 'beside';

/** How a protocol hangs the study, and why. */
export interface HungByProtocol extends Omit<HungPlace, 'protocolId'> {
  readonly hanging: Hanging;
  /** Why it would hang otherwise; that waits until the reader asks. */
  readonly offer: RehangReason | undefined;
}

/** One study on the desk: what is hung where, and what the hands hold. Cornerstone owns window, zoom and slice. */
export interface ReadingState {
  readonly snapshot: StudySnapshot;
  readonly images: StudyImages;
  /** The study that is read, and after it the earlier ones beside it. `snapshot` and `images` are those of the first. */
  readonly studies: readonly StudyOnDesk[];
  readonly priorsAsked: readonly AskedPrior[];
  /** The protocol that hangs it, its stage, and the whole explanation; undefined where none does. */
  readonly byProtocol?: HungByProtocol | undefined;
  /** What each image box shows, by its place. */
  readonly arrangement: Arrangement;
  /** Further windows that wait to be opened again: a page may open none without a key or a click. */
  readonly leftWindows?: readonly LeftWindow[];
  /** Place of the box that the keys act on. */
  readonly active: number;
  /** The active box alone fills the grid. */
  readonly enlarged: boolean;
  readonly tool: PointerTool;
}

export type ReadingStore = StoreApi<ReadingState>;

/** Changes with what is hung and with the active box: what depends on both is made anew. */
export function hangingKey({ arrangement, active, studies, byProtocol }: ReadingState): string {
  const boxes = arrangement.boxes.map((content) => (content ? contentKey(content) : ''));
  return [arrangement.rows, arrangement.columns, active, studies.length, byProtocol?.stage, ...boxes].join('|');
}
