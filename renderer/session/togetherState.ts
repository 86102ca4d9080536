import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { FrameLink } from './frameLinks.ts';

/** What boxes do together, as whoever shows it needs it. */
export interface TogetherState {
  /** Boxes follow the active one through the body. */
  readonly scroll: boolean;
  /** Boxes of one modality share window, zoom and place. */
  readonly look: boolean;
  /** Boxes share what their stage wants them to, until the reader switches that off with `look`. */
  readonly lookOfStage: boolean;
  /** The active box's slice is drawn in the others. */
  readonly lines: boolean;
  readonly links: readonly FrameLink[];
  /** Boxes that stay at their end because the point lies beyond it. */
  readonly atEnd: ReadonlySet<number>;
  /** The 3-D cursor: one point of the patient, in the frame of reference it was marked in. */
  readonly point: { readonly world: Vector3; readonly frameOfReferenceUID: string } | undefined;
  /** What was asked for last was refused: the other box shows another patient. */
  readonly refused: 'otherPatient' | undefined;
  /** Rises when the plane of a box has moved. */
  readonly version: number;
}
