import type { Failure } from '#shared/contract/failures.ts';
import type { Fidelity } from '#shared/contract/frames.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { GreyState } from './grey/grey.ts';
import type { GreyChoice } from './grey/greyChoices.ts';
import type { LensPicture } from './placement/lens.ts';
import type { Placement } from './placement/placement.ts';
import type { Pose } from './placement/pose.ts';
import type { Axes } from './plane/planeAxes.ts';
import type { ShownPlane } from './plane/shownPlane.ts';
import type { Slab } from './plane/slab.ts';
import type { NearestSlice } from './plane/syncedSlice.ts';
import type { CineManner } from './stack/cine.ts';
import type { CineState } from './stack/stackCine.ts';

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
  /** How the image is turned and mirrored; undefined where it is not known to be (a plane lies as its camera does). */
  readonly pose?: Pose | undefined;
  /** Device pixels that one image pixel takes; undefined while nothing is drawn, and on planes. */
  readonly pixelScale?: number | undefined;
  readonly playing: boolean;
  /** Made by the processor, whatever draws the images as they are; undefined where it is not. */
  readonly processor?: true | undefined;
  /** How a moving picture plays; undefined where nothing does. */
  readonly cine?: CineState | undefined;
  /** Every image stands in the window of its own data. */
  readonly greyPerImage?: boolean | undefined;
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
  /** Puts a whole grey back: one that was remembered, or taken back. */
  showGrey?(grey: GreyState): void;
  zoomBy(factor: number): void;
  panBy(from: BoxPoint, to: BoxPoint): void;
  /**
   * Turns what is shown clockwise, in degrees, about the middle of the box; a body in space to the right, and `down`.
   * Absent where nothing is turned so.
   */
  rotateBy?(degrees: number, down?: number): void;
  /** Mirrors what is shown, left to right or top to bottom as it stands on the screen. */
  flip?(along: 'horizontal' | 'vertical'): void;
  /** The whole image, turned as it is. */
  fit?(): void;
  /** One pixel of the image on one of the screen, also in a box of another size; what is under `at` stays there. */
  oneToOne?(at?: BoxPoint): void;
  /** How the image lies in the box, for whoever keeps it; and puts it so again. */
  placement?(): Placement | undefined;
  place?(placement: Placement): void;
  /** Several slices as one, on a plane of a volume; false where this computer cannot. */
  slab?(): Slab | undefined;
  setSlab?(slab: Slab | undefined): boolean;
  /** Why this computer draws no slabs now; undefined where it does. */
  slabRefusal?(): 'cpu' | undefined;
  /** How the planes of the volume lie, all of them together. */
  axes?(): Axes;
  setAxes?(axes: Axes): void;
  /** The image around a point, enlarged from its own values; undefined where nothing may be looked at. Sizes in CSS pixels. */
  lens?(at: BoxPoint, size: number, magnification: number): LensPicture | undefined;
  reset(): void;
  worldAt(point: BoxPoint): Vector3;
  boxPointAt(world: Vector3): BoxPoint;
  /** Names the image or the plane that a line lies in, so that it is shown only there; undefined where none may be drawn. */
  surfaceKey(): string | undefined;
  /** The plane of the patient that was asked for; absent or undefined where what is shown has no place in the patient. */
  shownPlane?(): ShownPlane | undefined;
  /** Shows the slice nearest to a point of its own frame of reference, and says how near that is. */
  showSliceAt?(world: Vector3): NearestSlice | undefined;
  /** The point that the box is about, where it is about one: the crosshair of a plane. */
  pointShown?(): Vector3;
  /** Brings a point of its own frame of reference under the crosshair. */
  showPoint?(world: Vector3): void;
  togglePlaying(): void;
  /** Another speed, direction or way of coming round; absent where nothing plays. */
  playAs?(manner: Partial<CineManner>): void;
  /** What the data of the image on the screen ask for: each of its windows and VOI LUTs. */
  greyChoices?(): readonly GreyChoice[];
  /** The next (+1) or previous (-1) of them, round and round. */
  nextGreyOfData?(towards: 1 | -1): void;
  /** Every image in the window of its own data, or all in one. */
  toggleGreyPerImage?(): void;
  close(): void;
}
