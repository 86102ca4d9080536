import type { Types } from '@cornerstonejs/core';
import { along, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { rotatedAbout } from '../plane/planeAxes.ts';
import { rightOf } from '../plane/planeCamera.ts';
import { type BodyBox, fittingScale } from './renderingFit.ts';

/** From a tenth of the fit to sixty times it, as everywhere. */
const zooms = { least: 0.1, most: 60 } as const;

/** Towards the viewer, and what is up on the screen. */
export interface Stand {
  readonly towardsViewer: Vector3;
  readonly up: Vector3;
}

/** From where a body is looked at. It turns about its own middle, and is wholly in view where it is not enlarged. */
export class RenderingCamera {
  readonly #viewport: Pick<Types.IVolumeViewport, 'getCamera' | 'setCamera'>;
  readonly #element: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>;
  readonly #box: () => BodyBox;
  #zoom = 1;
  /** Half the height of the box, in mm, in which the body fits; and the box for which that was found. */
  #fit = { scale: 0, width: 0, height: 0 };

  constructor(
    viewport: Pick<Types.IVolumeViewport, 'getCamera' | 'setCamera'>,
    element: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>,
    box: () => BodyBox,
  ) {
    this.#viewport = viewport;
    this.#element = element;
    this.#box = box;
  }

  /** 1: the body fits. */
  get zoom(): number {
    return this.#zoom;
  }

  stand(): Stand | undefined {
    const { viewPlaneNormal, viewUp } = this.#viewport.getCamera();
    return viewPlaneNormal && viewUp ? { towardsViewer: vectorOf(viewPlaneNormal), up: vectorOf(viewUp) } : undefined;
  }

  look({ towardsViewer, up }: Stand): void {
    const { focalPoint, position } = this.#viewport.getCamera();
    if (!focalPoint || !position) return;
    const focal = vectorOf(focalPoint);
    const distance = Math.hypot(position[0] - focal[0], position[1] - focal[1], position[2] - focal[2]);
    this.#viewport.setCamera({
      viewPlaneNormal: [...towardsViewer],
      viewUp: [...up],
      focalPoint: [...focal],
      position: [...along(focal, towardsViewer, distance)],
      parallelScale: this.#scaleFor({ towardsViewer, up }),
    });
  }

  /** The fit is found anew with the next look. */
  forgetFit(): void {
    this.#fit = { ...this.#fit, scale: 0 };
  }

  /** The stand after the body was turned to the right and downwards on the screen, in degrees. */
  turned(right: number, down: number): Stand | undefined {
    const stand = this.stand();
    if (!stand) return undefined;
    const { towardsViewer, up } = stand;
    const across = rotatedAbout(rightOf(stand), up, -right);
    const tilted = (vector: Vector3) => rotatedAbout(vector, across, -down);
    return { towardsViewer: tilted(rotatedAbout(towardsViewer, up, -right)), up: tilted(up) };
  }

  zoomBy(factor: number): void {
    this.#zoom = Math.min(zooms.most, Math.max(zooms.least, this.#zoom * factor));
    this.#viewport.setCamera({ parallelScale: this.#fit.scale / this.#zoom });
  }

  resetZoom(): void {
    this.#zoom = 1;
  }

  /** The middle of the body in the middle of the box. */
  aim(): void {
    const { position, focalPoint } = this.#viewport.getCamera();
    if (!position || !focalPoint) return;
    const { middle } = this.#box();
    const moved = subtract(middle, vectorOf(focalPoint));
    this.#viewport.setCamera({ focalPoint: [...middle], position: [...along(vectorOf(position), moved, 1)] });
  }

  /** Whether the box is of another size than the one that the body was fitted to. */
  isOfAnotherSize(): boolean {
    const { clientWidth, clientHeight } = this.#element;
    return clientWidth > 0 && (clientWidth !== this.#fit.width || clientHeight !== this.#fit.height);
  }

  /** Drawn smaller where the body turns its longer side, never larger by itself. */
  #scaleFor({ towardsViewer, up }: Stand): number {
    const { clientWidth: width, clientHeight: height } = this.#element;
    const isSame = this.#fit.width === width && this.#fit.height === height;
    const needed = fittingScale(this.#box(), towardsViewer, up, width > 0 && height > 0 ? width / height : 1);
    this.#fit = { scale: isSame ? Math.max(needed, this.#fit.scale) : needed, width, height };
    return this.#fit.scale / this.#zoom;
  }
}

function vectorOf([x, y, z]: readonly number[]): Vector3 {
  return [x ?? 0, y ?? 0, z ?? 0];
}
