import { Enums, type Types } from '@cornerstonejs/core';
import { failureOf } from '#shared/contract/failures.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { along, type Vector3 } from '#shared/dicom/vectors.ts';
import { BoxStateKeeper } from '../boxStateKeeper.ts';
import { sampleAsKnown } from '../engine/absentSampling.ts';
import type { Engine } from '../engine/engine.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import type { BoxPoint, ImageBoxView } from '../imageBoxView.ts';
import { lettersOfDirections } from '../placement/letters.ts';
import { boxPointOf, panCamera, screenDirections, worldOf, zoomCamera } from '../placement/viewportCamera.ts';
import { rotatedAbout } from '../plane/planeAxes.ts';
import { rightOf } from '../plane/planeCamera.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { type RenderingPreset, renderingPresetsFor } from './renderingPresets.ts';
import { SampleSteps } from './renderingSteps.ts';
import { applyRendering } from './renderingTransfer.ts';

/** From where the body is looked at: towards the viewer, and what is up. */
const views = {
  A: { towardsViewer: [0, -1, 0], up: [0, 0, 1] },
  L: { towardsViewer: [1, 0, 0], up: [0, 0, 1] },
  P: { towardsViewer: [0, 1, 0], up: [0, 0, 1] },
  R: { towardsViewer: [-1, 0, 0], up: [0, 0, 1] },
  H: { towardsViewer: [0, 0, 1], up: [0, -1, 0] },
  F: { towardsViewer: [0, 0, -1], up: [0, -1, 0] },
} as const satisfies Record<string, { readonly towardsViewer: Vector3; readonly up: Vector3 }>;

export type RenderingSide = keyof typeof views;
export const renderingSides = Object.keys(views) as readonly RenderingSide[];

/** Degrees that a pixel of a drag turns, and a step of the wheel or an arrow key. */
const degreesPerPixel = 0.5;
const degreesPerStep = 10;

/** A volume seen in space: to find and to explain, never to measure. Turned by a drag, by arrow keys and the wheel. */
export class RenderingView implements ImageBoxView {
  readonly id: string;
  readonly model: VolumeModel;
  readonly #keeper = new BoxStateKeeper();
  readonly state = this.#keeper.state;
  readonly subscribe = this.#keeper.subscribe;
  readonly #engine: Engine;
  readonly #viewport: Types.IVolumeViewport;
  readonly #gone = new AbortController();
  readonly #stopWatching: () => void;
  readonly #steps: SampleSteps;
  #preset: RenderingPreset;
  #side: RenderingSide = 'A';
  #ready = false;
  #filled = -1;

  constructor(parts: { engine: Engine; element: HTMLDivElement; model: VolumeModel }) {
    this.#engine = parts.engine;
    this.model = parts.model;
    this.#viewport = parts.engine.openRendering(parts.element);
    this.id = this.#viewport.id;
    const { set } = parts.model;
    this.#preset = renderingPresetsFor(set.modality)[0] as RenderingPreset;
    this.#steps = new SampleSteps((multiplier) => this.#draw(multiplier));
    this.#keeper.change({ set, imageIds: set.frames.map(imageIdOf), count: 1, cover: { kind: 'loading' } });
    const { signal } = this.#gone;
    parts.element.addEventListener(Enums.Events.IMAGE_RENDERED, () => this.#onRendered(), { signal });
    parts.element.addEventListener(Enums.Events.CAMERA_MODIFIED, () => this.#cameraMoved(), { signal });
    this.#stopWatching = parts.model.subscribe(() => this.#follow());
    void this.#start();
  }

  preset(): RenderingPreset {
    return this.#preset;
  }

  presets(): readonly RenderingPreset[] {
    return renderingPresetsFor(this.model.set.modality);
  }

  setPreset(preset: RenderingPreset): void {
    this.#preset = preset;
    // Whoever shows its name looks again.
    this.#cameraMoved();
    this.#applyPreset();
    this.#steps.moved();
  }

  /** The preset `steps` after this one, round and round. */
  stepPreset(steps: number): void {
    const all = this.presets();
    const at = all.indexOf(this.#preset) + steps;
    this.setPreset(all[((at % all.length) + all.length) % all.length] ?? this.#preset);
  }

  /** The direction towards the viewer; undefined before anything is drawn. */
  lineOfSight(): Vector3 | undefined {
    const { viewPlaneNormal } = this.#viewport.getCamera();
    return this.#ready && viewPlaneNormal ? vectorOf(viewPlaneNormal) : undefined;
  }

  /** The side that was looked from last. */
  side(): RenderingSide {
    return this.#side;
  }

  /** Looks at the body from one of its sides: A from the front, H from the head. */
  lookFrom(side: RenderingSide): void {
    this.#side = side;
    const { towardsViewer, up } = views[side];
    this.#look(towardsViewer, up);
  }

  /** Turns the body on the screen: to the right and downwards, in degrees. */
  turnBy(right: number, down: number): void {
    const { viewPlaneNormal, viewUp } = this.#viewport.getCamera();
    if (!viewPlaneNormal || !viewUp) return;
    const [towards, up] = [vectorOf(viewPlaneNormal), vectorOf(viewUp)];
    const across = rightOf({ towardsViewer: towards, up });
    const turnedRight = rotatedAbout(towards, up, -right);
    const tilted = (vector: Vector3) => rotatedAbout(vector, rotatedAbout(across, up, -right), -down);
    this.#look(tilted(turnedRight), tilted(up));
  }

  /** How many slices it is made of, and how many of them are missing. */
  underView(): { readonly slices: number; readonly missing: number } {
    return { slices: this.model.grid.slots.length, missing: this.model.absentSlots().length };
  }

  scrollBy(steps: number): void {
    this.turnBy(steps * degreesPerStep, 0);
  }

  goTo(): void {
    this.lookFrom('A');
  }

  setWindow(): void {
    // Colours come from the preset.
  }

  dataWindow(): Window | undefined {
    return undefined;
  }

  /** There is no window in space: the drag turns. */
  dragWindow(widthSteps: number, centerSteps: number): void {
    this.turnBy(widthSteps * degreesPerPixel, centerSteps * degreesPerPixel);
  }

  toggleInversion(): void {
    // A body has no negative.
  }

  zoomBy(factor: number): void {
    zoomCamera(this.#viewport, factor);
    this.#steps.moved();
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    panCamera(this.#viewport, from, to);
    this.#steps.moved();
  }

  reset(): void {
    this.#viewport.resetCamera();
    this.lookFrom('A');
  }

  worldAt(point: BoxPoint): Vector3 {
    return worldOf(this.#viewport, point);
  }

  boxPointAt(world: Vector3): BoxPoint {
    return boxPointOf(this.#viewport, world);
  }

  /** What is seen in space has no place on the screen from which a length could be taken. */
  surfaceKey(): undefined {
    return undefined;
  }

  togglePlaying(): void {
    // It has no time.
  }

  close(): void {
    this.#keeper.close();
    this.#gone.abort();
    this.#steps.stop();
    this.#stopWatching();
    this.#engine.close(this.#viewport);
  }

  async #start(): Promise<void> {
    try {
      await this.#viewport.setVolumes([{ volumeId: this.model.volumeId }]);
    } catch {
      if (this.#gone.signal.aborted) return;
      this.#keeper.change({ cover: { kind: 'failed', failure: failureOf('Unexpected') } });
      return;
    }
    if (this.#gone.signal.aborted) return;
    this.#ready = true;
    this.#viewport.resetCamera();
    this.lookFrom('A');
    this.#follow();
  }

  /** New slices are drawn when they came; the crosshair of the planes and their grey change nothing here. */
  #follow(): void {
    if (!this.#ready || this.#gone.signal.aborted) return;
    const { slices, missing } = this.underView();
    if (slices - missing === this.#filled) return;
    this.#filled = slices - missing;
    this.#keeper.change({ cover: this.#filled === 0 ? { kind: 'loading' } : undefined });
    this.#applyPreset();
    this.#steps.more();
  }

  #applyPreset(): void {
    if (!this.#ready) return;
    applyRendering(this.#viewport, this.#preset, this.model);
    sampleAsKnown(this.#viewport, this.model.hasAbsent() ? this.model.absentBelow : undefined, undefined);
  }

  #look(towardsViewer: Vector3, up: Vector3): void {
    const { focalPoint, position } = this.#viewport.getCamera();
    if (!focalPoint || !position) return;
    const focal = vectorOf(focalPoint);
    const distance = Math.hypot(position[0] - focal[0], position[1] - focal[1], position[2] - focal[2]);
    this.#steps.coarsen();
    this.#viewport.setCamera({
      viewPlaneNormal: [...towardsViewer],
      viewUp: [...up],
      focalPoint: [...focal],
      position: [...along(focal, towardsViewer, distance)],
    });
    this.#steps.moved();
  }

  #draw(multiplier: number): void {
    if (!this.#ready || this.#gone.signal.aborted) return;
    (this.#viewport as unknown as { setSampleDistanceMultiplier(by: number): void }).setSampleDistanceMultiplier(
      multiplier,
    );
  }

  #onRendered(): void {
    this.#steps.drawn();
    const { right, down } = screenDirections(this.#viewport);
    this.#keeper.change({
      drawnVersion: this.state().drawnVersion + 1,
      letters: lettersOfDirections(right, down),
      zoom: this.#viewport.getZoom(),
    });
  }

  #cameraMoved(): void {
    this.#keeper.change({ cameraVersion: this.state().cameraVersion + 1 });
  }
}

function vectorOf([x, y, z]: readonly number[]): Vector3 {
  return [x ?? 0, y ?? 0, z ?? 0];
}
