import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { BoxPoint } from '../imageBoxView.ts';
import { layAtChestWall } from '../placement/chestWall.ts';
import {
  type BoxSize,
  type Placement,
  pixelScaleOf,
  placeFrame,
  placementOf,
  turnedFit,
  wholeImage,
  zoomWhenTurned,
} from '../placement/placement.ts';
import { flipped, type Pose, rotated } from '../placement/pose.ts';
import { boxPointOf, type DrawnViewport, panCamera, worldOf, zoomCamera } from '../placement/viewportCamera.ts';

/**
 * How the images of a stack lie in their box. Cornerstone forgets part of it with every image (it resets the camera and
 * rebuilds rotation and pan from its own bookkeeping, which knows no mirrored camera), so it is ours, and is put on
 * every image before it is drawn.
 */
export class StackPlacement {
  readonly #viewport: DrawnViewport;
  readonly #element: HTMLElement;
  #item: FrameOfImage | undefined;
  #placement: Placement = wholeImage;
  #placedIn: BoxSize = { width: 0, height: 0 };
  /** Asked for pixel by pixel: it stays so in a box of another size, until it is zoomed otherwise. */
  #isOneToOne = false;

  constructor(viewport: DrawnViewport, element: HTMLElement) {
    this.#viewport = viewport;
    this.#element = element;
  }

  get placement(): Placement {
    return this.#placement;
  }

  get pose(): Pose {
    return this.#placement.pose;
  }

  /** Another display set begins as it was left, or whole and as stored. */
  begin(placement: Placement = wholeImage): void {
    this.#item = undefined;
    this.#placement = placement;
    this.#isOneToOne = false;
  }

  /** An image is about to be drawn. */
  putOn(item: FrameOfImage): void {
    this.#item = item;
    this.#apply();
  }

  /** After the box has changed its size: what was fitted is fitted again. True when the image must be drawn anew. */
  follow(): boolean {
    const { width, height } = this.#box();
    if (!this.#item || (width === this.#placedIn.width && height === this.#placedIn.height)) return false;
    this.#apply();
    return true;
  }

  place(placement: Placement): void {
    this.#isOneToOne = false;
    this.#put(placement);
  }

  rotateBy(degrees: number): void {
    const pose = rotated(this.pose, degrees);
    const item = this.#item;
    const fitOf = (each: Pose) => (item ? turnedFit(item, this.#box(), each) : 1);
    this.#put({ ...this.#placement, pose, zoom: zoomWhenTurned(this.#placement.zoom, fitOf(this.pose), fitOf(pose)) });
  }

  flip(along: 'horizontal' | 'vertical'): void {
    this.#put({ ...this.#placement, pose: flipped(this.pose, along) });
  }

  zoomBy(factor: number): void {
    this.#isOneToOne = false;
    zoomCamera(this.#viewport, factor);
    this.#note();
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    panCamera(this.#viewport, from, to);
    this.#note();
  }

  /** The whole image again, turned as it is. */
  fit(): void {
    this.place({ ...this.#placement, zoom: 1, offset: wholeImage.offset });
  }

  reset(): void {
    this.place(wholeImage);
  }

  /** One pixel of the image on one of the screen; what is under `at`, or else in the middle, stays there. */
  oneToOne(at?: BoxPoint): void {
    const scale = this.pixelScale();
    if (scale === undefined || scale <= 0) return;
    const kept = at && worldOf(this.#viewport, at);
    this.#isOneToOne = true;
    this.#put({ ...this.#placement, zoom: this.#placement.zoom / scale });
    if (at && kept) this.panBy(boxPointOf(this.#viewport, kept), at);
  }

  pixelScale(): number | undefined {
    const item = this.#item;
    return item && pixelScaleOf(this.#viewport, item, window.devicePixelRatio || 1);
  }

  #note(): void {
    if (this.#item) this.#placement = placementOf(this.#viewport, this.#item, this.#box(), this.pose);
  }

  #put(placement: Placement): void {
    this.#placement = placement;
    this.#apply();
    this.#viewport.render();
  }

  #apply(): void {
    if (!this.#item) return;
    this.#placedIn = this.#box();
    placeFrame(this.#viewport, this.#item, this.#placedIn, this.#placement);
    if (this.#isOneToOne) this.#scaleBack(this.#item);
    const { zoom, offset } = this.#placement;
    const isWhole = zoom === 1 && offset.alongRow === 0 && offset.alongColumn === 0;
    if (isWhole) layAtChestWall(this.#viewport, this.#item, this.#placedIn, this.pose);
  }

  /** The zoom is a share of the fit: in another box, or of another image, pixel by pixel is another share. */
  #scaleBack(item: FrameOfImage): void {
    const scale = this.pixelScale() ?? 1;
    if (!(scale > 0) || Math.abs(scale - 1) < 1e-6) return;
    this.#placement = { ...this.#placement, zoom: this.#placement.zoom / scale };
    placeFrame(this.#viewport, item, this.#placedIn, this.#placement);
  }

  #box(): BoxSize {
    return { width: this.#element.clientWidth, height: this.#element.clientHeight };
  }
}
