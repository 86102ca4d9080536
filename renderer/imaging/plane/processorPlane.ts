import { Enums, type Types } from '@cornerstonejs/core';
import type { Plane } from '#shared/dicom/orientation.ts';
import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { pixelPlaces } from '../fusion/overlaidVolume.ts';
import type { GreyState } from '../grey/grey.ts';
import type { DrawnViewport } from '../placement/viewportCamera.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { watchSize } from '../watchSize.ts';
import { paintGrey } from './greyPicture.ts';
import { anatomicalAxes } from './planeAxes.ts';
import { rightOf } from './planeCamera.ts';
import { cornersOf, middleOf } from './planes.ts';

/** What a plane needs of whatever draws it: Cornerstone's viewport on the graphics card, or ours on the processor. */
export interface PlaneViewport extends DrawnViewport {
  readonly id: string;
  readonly element: HTMLDivElement;
  setVolumes(volumes: readonly { readonly volumeId: string }[]): Promise<unknown>;
  setBlendMode(mode: Enums.BlendModes): void;
  setSlabThickness(thickness: number): void;
  resetSlabThickness(): void;
  resetCamera(): unknown;
  getDefaultActor(): unknown;
}

export type PlaneSource = Pick<VolumeModel, 'grid' | 'sampled' | 'voxelOfWorld' | 'worldOfVoxel'>;

/** So many pixels are reckoned for one picture; larger boxes are sampled more coarsely than their pixels. */
const mostPixels = 600_000;

/**
 * A plane through a volume that the processor makes from the voxels in memory, where there is no graphics card, or one that
 * draws volumes wrongly. Cornerstone refuses planes on the processor (SF17). One slice thick; its camera is as theirs: in
 * parallel, 1.00 is the whole volume, and whoever listens is told of the same events.
 */
export class ProcessorPlane implements PlaneViewport {
  readonly id: string;
  readonly element: HTMLDivElement;
  readonly #model: PlaneSource;
  readonly #canvas: HTMLCanvasElement;
  readonly #endWatching: () => void;
  #focal: Vector3;
  #position: Vector3;
  #towardsViewer: Vector3;
  #up: Vector3;
  #zoom = 1;
  /** Half the height of the box in mm, at a zoom of 1. */
  #fitMm = 1;
  #grey: GreyState | undefined;
  #asked: number | undefined;

  constructor(id: string, element: HTMLDivElement, model: PlaneSource, plane: Plane) {
    this.id = id;
    this.element = element;
    this.#model = model;
    this.#canvas = element.ownerDocument.createElement('canvas');
    Object.assign(this.#canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
    this.#canvas.dataset['plane'] = 'processor';
    element.append(this.#canvas);
    this.#towardsViewer = anatomicalAxes[plane].towardsViewer;
    this.#up = anatomicalAxes[plane].up;
    this.#focal = middleOf(model);
    this.#position = along(this.#focal, this.#towardsViewer, 1);
    this.#endWatching = watchSize(element, () => this.#resized());
  }

  setVolumes(): Promise<void> {
    this.resetCamera();
    return Promise.resolve();
  }

  /** The whole volume, looked at as it is now. */
  resetCamera(): void {
    const middle = middleOf(this.#model);
    this.#zoom = 1;
    this.#fit();
    this.setCamera({ focalPoint: [...middle], position: [...along(middle, this.#towardsViewer, this.#fitMm)] });
  }

  getCamera(): Types.ICamera {
    return {
      focalPoint: [...this.#focal],
      position: [...this.#position],
      viewPlaneNormal: [...this.#towardsViewer],
      viewUp: [...this.#up],
      parallelProjection: true,
      parallelScale: this.#fitMm / this.#zoom,
    };
  }

  setCamera({ focalPoint, position, viewPlaneNormal, viewUp }: Types.ICamera): void {
    if (focalPoint) this.#focal = [focalPoint[0], focalPoint[1], focalPoint[2]];
    if (position) this.#position = [position[0], position[1], position[2]];
    if (viewPlaneNormal) this.#towardsViewer = [viewPlaneNormal[0], viewPlaneNormal[1], viewPlaneNormal[2]];
    if (viewUp) this.#up = [viewUp[0], viewUp[1], viewUp[2]];
    this.#tell(Enums.Events.CAMERA_MODIFIED);
  }

  getZoom(): number {
    return this.#zoom;
  }

  setZoom(zoom: number): void {
    this.#zoom = zoom;
    this.#tell(Enums.Events.CAMERA_MODIFIED);
  }

  canvasToWorld([x, y]: Types.Point2): Types.Point3 {
    const mm = this.#mmPerPixel();
    const { clientWidth, clientHeight } = this.element;
    const across = along(this.#focal, this.#right(), (x - clientWidth / 2) * mm);
    return [...along(across, this.#up, (clientHeight / 2 - y) * mm)];
  }

  worldToCanvas([x, y, z]: Types.Point3): Types.Point2 {
    const mm = this.#mmPerPixel();
    const away = subtract([x, y, z], this.#focal);
    const { clientWidth, clientHeight } = this.element;
    return [clientWidth / 2 + dot(away, this.#right()) / mm, clientHeight / 2 - dot(away, this.#up) / mm];
  }

  /** The grey in which it is drawn from now on. */
  setGrey(grey: GreyState | undefined): void {
    this.#grey = grey;
  }

  /** Once for all that was asked in a frame. */
  render(): void {
    this.#asked ??= requestAnimationFrame(() => this.#paint());
  }

  setBlendMode(): void {
    // One slice thick, always: slabs are refused where they are asked for (SF17).
  }

  setSlabThickness(): void {
    // As above.
  }

  resetSlabThickness(): void {
    // As above.
  }

  getDefaultActor(): undefined {
    return undefined;
  }

  close(): void {
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked);
    this.#endWatching();
    this.#canvas.remove();
  }

  #paint(): void {
    this.#asked = undefined;
    const { clientWidth, clientHeight } = this.element;
    const context = this.#canvas.getContext('2d');
    if (!context || clientWidth === 0 || clientHeight === 0) return;
    const { width, height } = this.#pictureSize();
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const picture = context.createImageData(width, height);
    const places = pixelPlaces((x, y) =>
      this.#model.voxelOfWorld(this.canvasToWorld([(x * clientWidth) / width, (y * clientHeight) / height])),
    );
    if (this.#grey) paintGrey({ data: picture.data, width, height }, places, this.#model.sampled, this.#grey);
    context.putImageData(picture, 0, 0);
    this.#tell(Enums.Events.IMAGE_RENDERED);
  }

  #pictureSize(): { readonly width: number; readonly height: number } {
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [this.element.clientWidth * ratio, this.element.clientHeight * ratio];
    const scale = Math.min(1, Math.sqrt(mostPixels / (wide * high)));
    return { width: Math.max(1, Math.round(wide * scale)), height: Math.max(1, Math.round(high * scale)) };
  }

  #fit(): void {
    const reach = (direction: Vector3): number => {
      const places = cornersOf(this.#model).map((corner) => dot(corner, direction));
      return Math.max(...places) - Math.min(...places);
    };
    const { clientWidth, clientHeight } = this.element;
    const across = (reach(this.#right()) * clientHeight) / Math.max(1, clientWidth);
    this.#fitMm = Math.max(1e-3, reach(this.#up), across) / 2;
  }

  /** What was fitted is fitted again, never cut. */
  #resized(): void {
    this.#fit();
    this.#tell(Enums.Events.CAMERA_MODIFIED);
    this.render();
  }

  #mmPerPixel(): number {
    return (2 * this.#fitMm) / this.#zoom / Math.max(1, this.element.clientHeight);
  }

  #right(): Vector3 {
    return rightOf({ towardsViewer: this.#towardsViewer, up: this.#up });
  }

  #tell(event: Enums.Events): void {
    this.element.dispatchEvent(new CustomEvent(event));
  }
}
