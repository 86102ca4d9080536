import { Enums } from '@cornerstonejs/core';
import { unitOfSet } from '#shared/dicom/uptake.ts';
import { along, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { type PlaneParts, PlaneView } from '../plane/planeView.ts';
import { moved, noMovement, type RigidTransform } from '../registration/rigidTransform.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { coloursOf, type FusionLookKeeper, fusionLookOf } from './fusionLook.ts';
import { type LayerValue, layerValueAt } from './layerValue.ts';
import { type LineOfSight, lineOfSight } from './lineOfSight.ts';
import { paintOverlay, pixelPlaces } from './overlaidVolume.ts';

/** So many pixels are reckoned for one picture; larger boxes are sampled more coarsely than their pixels. */
const mostPixels = 400_000;
/** Under a slab each pixel is many samples: so many for one picture, and never fewer pixels than uptake needs. */
const mostSamples = 4_000_000;
const fewestPixels = 60_000;

/**
 * A plane through one volume with another laid over it in colour. The picture of the layer is our own, in a canvas above
 * Cornerstone's: its places and colours do not depend on a graphics card, and it is drawn in the same turn as what lies below.
 */
export class FusionView extends PlaneView {
  readonly #element: HTMLDivElement;
  readonly #canvas = document.createElement('canvas');
  readonly #stops: (() => void)[] = [];
  /** The animation frame in which it is painted next. */
  #asked: number | undefined;
  #over: { readonly model: VolumeModel; readonly toOver: RigidTransform; readonly look: FusionLookKeeper } | undefined;

  constructor(parts: PlaneParts) {
    super(parts);
    this.#element = parts.element;
    const { style } = this.#canvas;
    Object.assign(style, { position: 'absolute', inset: '0', width: '100%', height: '100%', pointerEvents: 'none' });
    this.#canvas.dataset['fusion'] = 'over';
    parts.element.append(this.#canvas);
    const onRendered = () => this.#paint();
    parts.element.addEventListener(Enums.Events.IMAGE_RENDERED, onRendered);
    this.#stops.push(() => parts.element.removeEventListener(Enums.Events.IMAGE_RENDERED, onRendered));
  }

  /** The volume to lay over; `toOver` goes from the frame of reference below to its own. */
  layOver(model: VolumeModel, toOver: RigidTransform = noMovement): void {
    const look = fusionLookOf(model);
    this.#over = { model, toOver, look };
    this.#stops.push(
      model.subscribe(() => this.#paintSoon()),
      look.subscribe(() => this.#paintSoon()),
    );
    this.#paint();
  }

  /** From the frame of reference below to that of the volume above. */
  get toOver(): RigidTransform {
    return this.#over?.toOver ?? noMovement;
  }

  get over(): VolumeModel | undefined {
    return this.#over?.model;
  }

  get look(): FusionLookKeeper | undefined {
    return this.#over?.look;
  }

  override dragWindow(widthSteps: number, centerSteps: number): void {
    const look = this.#over?.look;
    if (look?.state().handsOn === 'over') look.drag(widthSteps, centerSteps);
    else super.dragWindow(widthSteps, centerSteps);
  }

  override reset(): void {
    this.#over?.look.reset();
    super.reset();
  }

  /** What both layers hold at a point, each in its own unit (LN5); a layer that has nothing there is not among them. */
  valuesAt(world: Vector3): readonly LayerValue[] {
    const over = this.#over;
    return [
      layerValueAt(this.model, unitOfSet(this.model.set), world),
      over && layerValueAt(over.model, over.look.unit, moved(over.toOver, world)),
    ].filter((value) => value !== undefined);
  }

  /** What lies over the plane would be missing in it. */
  override lens(): undefined {
    return undefined;
  }

  override close(): void {
    for (const stop of this.#stops) stop();
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked);
    this.#canvas.remove();
    super.close();
  }

  /** Once for all changes of a frame: slices that come in a burst are painted together. */
  #paintSoon(): void {
    if (this.#asked !== undefined) return;
    this.#asked = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked);
    this.#asked = undefined;
    const over = this.#over;
    const { clientWidth, clientHeight } = this.#element;
    const context = this.#canvas.getContext('2d');
    const normal = this.shownPlane()?.normal;
    if (!over || !context || clientWidth === 0 || clientHeight === 0 || !normal) return;
    const voxelOf = (world: Vector3) => over.model.voxelOfWorld(moved(over.toOver, world));
    const sight = this.#sight(normal, voxelOf);
    const { width, height } = pictureSize(clientWidth, clientHeight, sight?.offsets.length ?? 1);
    // Cornerstone may put its own canvas in anew; ours stays on top.
    if (this.#element.lastElementChild !== this.#canvas) this.#element.append(this.#canvas);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const places = pixelPlaces((x, y) =>
      voxelOf(this.worldAt({ x: (x * clientWidth) / width, y: (y * clientHeight) / height })),
    );
    const { low, high, palette, opacity } = over.look.state();
    const { perModalityUnit } = over.look.unit;
    const picture = context.createImageData(width, height);
    const colours = { low: low / perModalityUnit, high: high / perModalityUnit, palette: coloursOf(palette), opacity };
    paintOverlay({ data: picture.data, width, height }, places, over.model.sampled, colours, sight);
    context.putImageData(picture, 0, 0);
  }

  /** What lies over a slab is seen through it as what lies below: one thickness and one manner for both. */
  #sight(normal: Vector3, voxelOf: (world: Vector3) => Vector3): LineOfSight | undefined {
    const slab = this.slab();
    if (!slab) return undefined;
    const world = this.model.crosshair();
    const at = voxelOf(world);
    return lineOfSight(slab, subtract(voxelOf(along(world, normal, 1)), at), at);
  }
}

function pictureSize(
  width: number,
  height: number,
  samples: number,
): { readonly width: number; readonly height: number } {
  const most = Math.max(fewestPixels, Math.min(mostPixels, mostSamples / samples));
  const scale = Math.min(1, Math.sqrt(most / (width * height)));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
