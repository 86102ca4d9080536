import type { Failure } from '#shared/contract/failures.ts';
import type { Fidelity } from '#shared/contract/frames.ts';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { GreyState } from './grey.ts';

/** A point of an image box in CSS pixels from its top left corner. */
export interface BoxPoint {
  readonly x: number;
  readonly y: number;
}

/** What stands over the pixels when they are not the ones asked for (SF5). */
export type Cover =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'sliceMissing' };

export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** The frame whose pixels are on the screen, known from what was drawn, never from what was asked. */
export interface DrawnFrame {
  readonly index: number;
  readonly imageId: string;
  readonly item: FrameOfImage;
  readonly fidelity: Fidelity | undefined;
}

/** Where a straight line stands in the space of the box, and which frame it was drawn on (a plane of a volume: none). */
export interface LineInSpace {
  readonly from: Vector3;
  readonly to: Vector3;
}

/** Everything that may be shown around the pixels; a new object with every change. */
export interface BoxState {
  readonly set: DisplaySet | undefined;
  readonly imageIds: readonly string[];
  /** Position asked for and number of positions: images of a stack, or slices of a plane. */
  readonly asked: number;
  readonly count: number;
  readonly drawn: DrawnFrame | undefined;
  readonly cover: Cover | undefined;
  readonly grey: GreyState | undefined;
  readonly colour: boolean;
  readonly letters: EdgeLetters | undefined;
  readonly zoom: number;
  readonly playing: boolean;
  /** Rises when a point of space may stand elsewhere on the screen. */
  readonly cameraVersion: number;
  /** Rises when pixels were drawn. */
  readonly drawnVersion: number;
}

/**
 * One image box, seen from the rest of the program; nothing in it says which library draws.
 * All points are of the box; all world points in the patient's coordinates where the frame has them.
 */
export interface ImageBoxView {
  readonly id: string;
  readonly state: () => BoxState;
  readonly subscribe: (listener: () => void) => () => void;
  scrollBy(steps: number): void;
  goTo(index: number): void;
  setWindow(window: Window): void;
  /** The window that the data begin with; undefined for colour, and while no image is there to look at. */
  dataWindow(): Window | undefined;
  /** Moves the window by a drag: `widthSteps` to the right, `centerSteps` downwards, in pixels of the drag. */
  dragWindow(widthSteps: number, centerSteps: number): void;
  toggleInversion(): void;
  zoomBy(factor: number): void;
  panBy(from: BoxPoint, to: BoxPoint): void;
  reset(): void;
  worldAt(point: BoxPoint): Vector3;
  boxPointAt(world: Vector3): BoxPoint;
  /** The length of a line drawn here and now; undefined where nothing may be measured: covered, missing, not drawn. */
  measure(line: LineInSpace): MeasuredLength | undefined;
  /** Names the image or the plane that a line lies in, so that it is shown only there; undefined where none may be drawn. */
  surfaceKey(): string | undefined;
  togglePlaying(): void;
  close(): void;
}
