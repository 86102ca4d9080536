import {
  cache,
  Enums,
  eventTarget,
  getShouldUseCPURendering,
  init as initCore,
  RenderingEngine,
  setUseCPURendering,
  type Types,
} from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';
import type { Plane } from '#shared/dicom/orientation.ts';
import { type PlaneSource, type PlaneViewport, ProcessorPlane } from '../plane/processorPlane.ts';
import { DrawAtOnce } from './drawAtOnce.ts';
import type { Backend } from './graphicsState.ts';
import { type DrawingViewport, releaseActors } from './releaseActors.ts';
import { isDrawingDue, keepZoom, whenNothingIsDue } from './resizing.ts';

const orientations: Readonly<Record<Plane, Enums.OrientationAxis>> = {
  axial: Enums.OrientationAxis.AXIAL,
  coronal: Enums.OrientationAxis.CORONAL,
  sagittal: Enums.OrientationAxis.SAGITTAL,
};

/**
 * The one rendering engine of the page. Lives outside React: a component only lends an element (SF15).
 * Viewport ids are a name and a counter, never used again, so that what is still pending for a closed box finds nobody.
 */
export class Engine {
  #engine = new RenderingEngine('durbeen-1');
  #engines = 1;
  #counter = 0;
  #resizeAsked = false;
  #makesPlanes = false;
  readonly #atOnce = new DrawAtOnce();

  private constructor() {}

  static start(): Engine {
    // A stale probe of the graphics card lies after a driver or backend change (B3).
    localStorage.removeItem('cornerstone3D.renderingCapabilities');
    initCore();
    initLoader({ maxWebWorkers: decodeWorkerCount() });
    cache.setMaxCacheSize(cacheLimitBytes());
    return new Engine();
  }

  openStack(element: HTMLDivElement): Types.IStackViewport {
    const viewportId = this.#open(element, Enums.ViewportType.STACK);
    return this.#engine.getViewport(viewportId) as Types.IStackViewport;
  }

  /** On the graphics card; where that draws no planes, by the processor from the voxels of the model. */
  openPlane(element: HTMLDivElement, plane: Plane, model: PlaneSource): PlaneViewport {
    if (this.makesPlanes) {
      this.#counter += 1;
      return new ProcessorPlane(`box-${this.#counter}`, element, model, plane);
    }
    const viewportId = this.#open(element, Enums.ViewportType.ORTHOGRAPHIC, orientations[plane]);
    return this.#engine.getViewport(viewportId) as unknown as PlaneViewport;
  }

  openRendering(element: HTMLDivElement): Types.IVolumeViewport {
    const viewportId = this.#open(element, Enums.ViewportType.VOLUME_3D, Enums.OrientationAxis.CORONAL);
    return this.#engine.getViewport(viewportId) as unknown as Types.IVolumeViewport;
  }

  /**
   * Draws a box that was asked to draw, and all others that were, when this task ends; else in the next frame. Boxes that
   * follow it are told in time to be drawn in the same frame.
   */
  drawSoon({ id }: { readonly id: string }): void {
    this.#atOnce.ask(id, () => this.#engine);
  }

  /** Whether there is no graphics card to draw with: stacks and planes only, no slabs, nothing in space (SF17). */
  get drawsOnCpu(): boolean {
    return getShouldUseCPURendering();
  }

  /** Whether the processor makes the planes: without a graphics card, or with one that draws volumes wrongly. */
  get makesPlanes(): boolean {
    return this.#makesPlanes || this.drawsOnCpu;
  }

  close(viewport: (DrawingViewport & { readonly id: string }) | PlaneViewport): void {
    if (viewport instanceof ProcessorPlane) {
      viewport.close();
      return;
    }
    // After a lost context the engine is another one, and the box went with the old.
    if (!this.#engine.getViewports().some(({ id }) => id === viewport.id)) return;
    releaseActors(viewport as DrawingViewport);
    this.#engine.disableElement(viewport.id);
  }

  /** Told when the graphics card drops what it held, and when it can draw again. Cornerstone only says so; acting is ours. */
  onContext(listener: (state: 'lost' | 'restored') => void): void {
    // An engine that was replaced loses its contexts one by one for a while: those are nobody's any more.
    const whenOurs = (state: 'lost' | 'restored') => (event: Event) => {
      const { renderingEngineId } = (event as CustomEvent<{ renderingEngineId?: string }>).detail;
      if (renderingEngineId === undefined || renderingEngineId === this.#engine.id) listener(state);
    };
    eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, whenOurs('lost'));
    eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_RESTORED, whenOurs('restored'));
  }

  /** What draws the images now. */
  backend(): Backend {
    return this.drawsOnCpu ? 'cpu' : 'gpu';
  }

  /** A new engine in place of one whose context was lost: what the old one draws stays black or old for ever (SF13). */
  rebuild(backend: Backend, planes: Backend): void {
    this.#engines += 1;
    this.#makesPlanes = planes === 'cpu';
    this.#engine.destroy();
    if (backend !== this.backend()) setUseCPURendering(backend === 'cpu', false);
    this.#engine = new RenderingEngine(`durbeen-${this.#engines}`);
  }

  /** Canvases follow their elements, once for all changes of a tick; what was fitted is fitted again, never cut. */
  resize(): void {
    if (this.#resizeAsked) return;
    this.#resizeAsked = true;
    const act = () => {
      this.#resizeAsked = false;
      const keepers = this.#engine.getViewports().map((each) => keepZoom(each, this.drawsOnCpu));
      // Not all of them at once: a projection of the body is not to be drawn again for a line of words below another box.
      this.#engine.resize(false, true);
      for (const restore of keepers) restore();
    };
    requestAnimationFrame(() => whenNothingIsDue(() => isDrawingDue(this.#engine), act));
  }

  #open(element: HTMLDivElement, type: Enums.ViewportType, orientation?: Enums.OrientationAxis): string {
    this.#counter += 1;
    const viewportId = `box-${this.#counter}`;
    const background: Types.Point3 = [0, 0, 0];
    this.#engine.enableElement({
      viewportId,
      type,
      element,
      defaultOptions: orientation === undefined ? { background } : { background, orientation },
    });
    return viewportId;
  }
}

export function decodeWorkerCount(): number {
  return Math.max(1, Math.min(6, Math.floor(navigator.hardwareConcurrency / 2)));
}

/** Decoded images may fill a third of the memory that the browser admits to, within bounds. */
function cacheLimitBytes(): number {
  const gigabytes = (navigator as { deviceMemory?: number }).deviceMemory ?? 4;
  return Math.min(3, Math.max(1.5, gigabytes / 3)) * 1024 ** 3;
}
