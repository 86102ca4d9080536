import type { Plane } from '#shared/dicom/orientation.ts';
import { along, dot, type Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxPoint } from '../imageBoxView.ts';
import { type BoxSize, type Placement, turnedFitOf, wholeImage, zoomWhenTurned } from '../placement/placement.ts';
import { asStored, flipped, type Pose, rotated } from '../placement/pose.ts';
import {
  boxPointOf,
  type DrawnViewport,
  moveCameraTo,
  panCamera,
  worldOf,
  zoomCamera,
} from '../placement/viewportCamera.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { anatomicalAxes, type PlaneAxes } from './planeAxes.ts';
import { placePlane, planeOffset, posedAxes, rightOf, turnCamera } from './planeCamera.ts';
import { cornersOf, middleOf } from './planes.ts';

type Placed = Pick<VolumeModel, 'grid' | 'worldOfVoxel' | 'axes'>;

/**
 * How a plane of a volume lies in its box: its size and place are with the camera, how it is mirrored and turned is ours.
 * The camera goes round with the pose, so that letters, crosshair and whatever is drawn on the plane go with it (Q9).
 */
export class PlanePlacement {
  readonly #viewport: DrawnViewport;
  readonly #element: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>;
  readonly #model: Placed;
  readonly #plane: Plane;
  #pose: Pose = asStored;
  #looksAlong: PlaneAxes;
  /** Asked for pixel by pixel: it stays so in a box of another size, until it is zoomed otherwise. */
  #isOneToOne = false;

  constructor(
    viewport: DrawnViewport,
    element: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>,
    model: Placed,
    plane: Plane,
  ) {
    this.#viewport = viewport;
    this.#element = element;
    this.#model = model;
    this.#plane = plane;
    this.#looksAlong = anatomicalAxes[plane];
  }

  get pose(): Pose {
    return this.#pose;
  }

  /** The camera on the plane through a point, turned as the plane was; false where it is there already. */
  look(at: Vector3): boolean {
    const axes = this.#axes();
    if (axes === this.#looksAlong) return moveCameraTo(this.#viewport, at);
    this.#looksAlong = axes;
    turnCamera(this.#viewport, posedAxes(axes, this.#pose), at);
    return true;
  }

  get placement(): Placement {
    const offset = planeOffset(this.#viewport, middleOf(this.#model), this.#axes());
    return { pose: this.#pose, zoom: this.#viewport.getZoom() * this.#fit(this.#pose), offset };
  }

  place(placement: Placement): void {
    this.#isOneToOne = false;
    this.#put(placement);
  }

  #put(placement: Placement): void {
    this.#pose = placement.pose;
    const zoom = placement.zoom / this.#fit(placement.pose);
    placePlane(this.#viewport, middleOf(this.#model), this.#axes(), { ...placement, zoom });
  }

  rotateBy(degrees: number): void {
    const pose = rotated(this.#pose, degrees);
    const { placement } = this;
    this.#put({ ...placement, pose, zoom: zoomWhenTurned(placement.zoom, this.#fit(this.#pose), this.#fit(pose)) });
  }

  flip(way: 'horizontal' | 'vertical'): void {
    this.#put({ ...this.placement, pose: flipped(this.#pose, way) });
  }

  /** The whole volume again, turned as it is. */
  fit(): void {
    this.place({ ...wholeImage, pose: this.#pose });
  }

  /**
   * A pixel of the images on one of the screen, as large as it is in the patient; what is under `at`, or else in the
   * middle, stays there.
   */
  oneToOne(at?: BoxPoint): void {
    const kept = at && worldOf(this.#viewport, at);
    this.#isOneToOne = true;
    this.follow();
    if (at && kept) this.panBy(boxPointOf(this.#viewport, kept), at);
  }

  /** What stands pixel by pixel stands so in a box of another size. True when the plane must be drawn anew. */
  follow(): boolean {
    const scale = this.#isOneToOne ? this.pixelScale() : 1;
    if (!(scale > 0) || Math.abs(scale - 1) < 1e-6) return false;
    this.#viewport.setZoom(this.#viewport.getZoom() / scale);
    return true;
  }

  zoomBy(factor: number): void {
    this.#isOneToOne = false;
    zoomCamera(this.#viewport, factor);
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    panCamera(this.#viewport, from, to);
  }

  /** Device pixels for one pixel of the images that the volume is made of, the finer of its two sides. */
  pixelScale(): number {
    const { betweenColumns, betweenRows } = this.#model.grid.spacing;
    const from = this.#viewport.worldToCanvas([...middleOf(this.#model)]);
    const hundred = along(middleOf(this.#model), rightOf(this.#axes()), 100 * Math.min(betweenColumns, betweenRows));
    const to = this.#viewport.worldToCanvas([...hundred]);
    return (Math.hypot(to[0] - from[0], to[1] - from[1]) * (window.devicePixelRatio || 1)) / 100;
  }

  #axes(): PlaneAxes {
    return this.#model.axes()[this.#plane];
  }

  /** How much more must be seen of the turned plane than Cornerstone shows, which fits the upright one. */
  #fit({ rotation }: Pose): number {
    const axes = this.#axes();
    const reach = (direction: Vector3): number => {
      const places = cornersOf(this.#model).map((corner) => dot(corner, direction));
      return Math.max(...places) - Math.min(...places);
    };
    const size: BoxSize = { width: reach(rightOf(axes)), height: reach(axes.up) };
    return turnedFitOf(size, { width: this.#element.clientWidth, height: this.#element.clientHeight }, rotation);
  }
}
