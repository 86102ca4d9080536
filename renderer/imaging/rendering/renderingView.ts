import { Enums, type Types } from '@cornerstonejs/core';
import { failureOf } from '#shared/contract/failures.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { type VolumeGrid, voxelOfWorld, worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import { BoxStateKeeper } from '../boxStateKeeper.ts';
import { sampleAsKnown } from '../engine/absentSampling.ts';
import type { Engine } from '../engine/engine.ts';
import { releaseActors } from '../engine/releaseActors.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import type { SampledVolume } from '../fusion/overlaidVolume.ts';
import type { BoxPoint, ImageBoxView } from '../imageBoxView.ts';
import { lettersOfDirections } from '../placement/letters.ts';
import { boxPointOf, panCamera, screenDirections, worldOf } from '../placement/viewportCamera.ts';
import type { UnderSlab } from '../plane/slab.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import type { BodyVolume } from './body/bodyVolume.ts';
import { RenderingCamera, type Stand } from './renderingCamera.ts';
import { type BodyBox, boxOf } from './renderingFit.ts';
import { type RenderingPreset, renderingPresetsFor } from './renderingPresets.ts';
import { SampleSteps } from './renderingSteps.ts';
import { applyRendering } from './renderingTransfer.ts';
import { draggedWindow, pointsThrough, windowOfPreset } from './renderingWindow.ts';
import { surfaceSampling } from './surfaceSampling.ts';

/** From where the body is looked at: towards the viewer, and what is up. */
const views = {
  A: { towardsViewer: [0, -1, 0], up: [0, 0, 1] },
  L: { towardsViewer: [1, 0, 0], up: [0, 0, 1] },
  P: { towardsViewer: [0, 1, 0], up: [0, 0, 1] },
  R: { towardsViewer: [-1, 0, 0], up: [0, 0, 1] },
  H: { towardsViewer: [0, 0, 1], up: [0, -1, 0] },
  F: { towardsViewer: [0, 0, -1], up: [0, -1, 0] },
} as const satisfies Record<string, Stand>;

export type RenderingSide = keyof typeof views;
export const renderingSides = Object.keys(views) as readonly RenderingSide[];

/** Degrees that a step of the wheel or an arrow key turns. */
const degreesPerStep = 10;

/** What is seen in space, for whoever checks what was drawn. */
export interface SeenBody extends ReturnType<typeof pointsThrough> {
  readonly grid: VolumeGrid;
  readonly sampled: SampledVolume;
  readonly preset: RenderingPreset;
  readonly worldOfVoxel: (i: number, j: number, k: number) => Vector3;
  readonly voxelOfWorld: (world: Vector3) => Vector3;
}

/** Makes the copy of a volume that is seen; undefined where there is none to be had, and the volume itself is seen. */
export type MakeBody = (model: VolumeModel, signal: AbortSignal) => Promise<BodyVolume | undefined>;

/** A volume of which slices are missing is copied when none has come for so long. */
const quietMs = 3_000;

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
  readonly #makeBody: MakeBody | undefined;
  #body: BodyVolume | undefined;
  /** How many slots were there when the copy was last asked for. */
  #bodyFilled = -1;
  #bodyTimer: ReturnType<typeof setTimeout> | undefined;
  #preset: RenderingPreset;
  /** As it was dragged; undefined: as the preset has it. */
  #window: Window | undefined;
  #side: RenderingSide = 'A';
  #ready = false;
  #filled = -1;
  readonly #camera: RenderingCamera;

  constructor(parts: { engine: Engine; element: HTMLDivElement; model: VolumeModel; makeBody?: MakeBody }) {
    this.#engine = parts.engine;
    this.model = parts.model;
    this.#makeBody = parts.model.set.modality === 'CT' ? parts.makeBody : undefined;
    this.#viewport = parts.engine.openRendering(parts.element);
    this.id = this.#viewport.id;
    this.#camera = new RenderingCamera(this.#viewport, parts.element, () => this.#box());
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
    this.#window = undefined;
    this.#lookChanged();
  }

  /** From the value at which something begins to be seen to that at which it is seen most. */
  window(): Window {
    return this.#window ?? windowOfPreset(this.#preset, this.model.dataGrey()?.window);
  }

  /** How what is seen was made of the volume; undefined where it is the volume itself. */
  made(): { readonly smoothedMm: number; readonly isReduced: boolean } | undefined {
    return this.#body;
  }

  /** Whether the couch is seen; undefined where none could be told from the patient. */
  couchShown(): boolean | undefined {
    return this.#body?.couchShown();
  }

  showCouch(shown: boolean): void {
    this.#body?.showCouch(shown);
    this.#lookChanged();
  }

  /** The voxels that are seen, and the points of opacity and colour through which they are. */
  seen(): SeenBody {
    const { grid } = this.#body ?? this.model;
    return {
      grid,
      sampled: (this.#body ?? this.model).sampled,
      worldOfVoxel: (i, j, k) => worldOfVoxel(grid, i, j, k),
      voxelOfWorld: (world) => voxelOfWorld(grid, world),
      ...pointsThrough(this.#preset, this.window(), this.model.dataGrey()?.window),
      preset: this.#preset,
    };
  }

  /** The preset `steps` after this one, round and round. */
  stepPreset(steps: number): void {
    const all = this.presets();
    const at = all.indexOf(this.#preset) + steps;
    this.setPreset(all[((at % all.length) + all.length) % all.length] ?? this.#preset);
  }

  /** The direction towards the viewer; undefined before anything is drawn. */
  lineOfSight(): Vector3 | undefined {
    return this.#ready ? this.#camera.stand()?.towardsViewer : undefined;
  }

  /** The side that was looked from last. */
  side(): RenderingSide {
    return this.#side;
  }

  /** Looks at the body from one of its sides: A from the front, H from the head. */
  lookFrom(side: RenderingSide): void {
    this.#side = side;
    this.#camera.forgetFit();
    this.#look(views[side]);
  }

  /** Turns the body on the screen: to the right and downwards, in degrees. */
  turnBy(right: number, down: number): void {
    this.#look(this.#camera.turned(right, down));
  }

  /** How many slices it is made of, how many of them are missing, and how many of those are still to come. */
  underView(): UnderSlab {
    const absent = this.model.absentSlots();
    const awaited = absent.filter((slot) => this.model.isAwaited(slot)).length;
    return { slices: this.model.grid.slots.length, missing: absent.length, awaited };
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

  dragWindow(widthSteps: number, centerSteps: number): void {
    this.#window = draggedWindow(this.window(), widthSteps, centerSteps);
    this.#lookChanged();
  }

  /** Turns the body as the pointer pulls it, in degrees; a key turns it to the right only. */
  rotateBy(right: number, down = 0): void {
    this.turnBy(right, down);
  }

  toggleInversion(): void {
    // A body has no negative.
  }

  zoomBy(factor: number): void {
    this.#steps.coarsen();
    this.#camera.zoomBy(factor);
    this.#steps.moved();
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    panCamera(this.#viewport, from, to);
    this.#steps.moved();
  }

  reset(): void {
    this.#camera.resetZoom();
    this.#window = undefined;
    this.#lookChanged();
    this.#camera.aim();
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
    clearTimeout(this.#bodyTimer);
    this.#stopWatching();
    this.#engine.close(this.#viewport);
    this.#body?.close();
  }

  async #start(): Promise<void> {
    // What is wholly here is seen first as it is to be seen.
    if (this.#makeBody && this.#isWhole()) await this.#takeBody(this.#makeBody);
    if (!this.#ready) await this.#show(this.#body ?? this.model);
    this.#follow();
  }

  /** Draws other voxels from now on, from where the last were looked at. */
  async #show(volume: { readonly volumeId: string }): Promise<void> {
    const { signal } = this.#gone;
    const isGone = () => signal.aborted;
    if (isGone()) return;
    const stand = this.#ready ? this.#camera.stand() : undefined;
    try {
      if (stand) releaseActors(this.#viewport);
      await this.#viewport.setVolumes([{ volumeId: volume.volumeId }]);
    } catch {
      if (!isGone()) this.#keeper.change({ cover: { kind: 'failed', failure: failureOf('Unexpected') } });
      return;
    }
    if (isGone()) return;
    this.#ready = true;
    this.#applyPreset();
    this.#viewport.resetCamera();
    this.#camera.aim();
    this.#camera.forgetFit();
    this.#look(stand ?? views[this.#side]);
  }

  #isWhole(): boolean {
    return this.model.absentSlots().length <= this.model.grid.missingSlices;
  }

  /** Has the copy made anew; the one before it is given back when the new one is drawn. */
  async #takeBody(makeBody: MakeBody): Promise<void> {
    this.#bodyFilled = this.#countFilled();
    const body = await makeBody(this.model, this.#gone.signal);
    if (!body) return;
    if (this.#gone.signal.aborted) {
      body.close();
      return;
    }
    const before = this.#body;
    body.showCouch(before?.couchShown() ?? false);
    this.#body = body;
    await this.#show(body);
    before?.close();
  }

  #countFilled(): number {
    return this.model.grid.slots.length - this.model.absentSlots().length;
  }

  /** New slices are drawn when they came; the crosshair of the planes and their grey change nothing here. */
  #follow(): void {
    if (!this.#ready || this.#gone.signal.aborted) return;
    const filled = this.#countFilled();
    if (filled === this.#filled) return;
    this.#filled = filled;
    this.#keeper.change({ cover: filled === 0 ? { kind: 'loading' } : undefined });
    this.#bodySoon();
    if (this.#body) return;
    this.#applyPreset();
    this.#steps.more();
  }

  #bodySoon(): void {
    const makeBody = this.#makeBody;
    clearTimeout(this.#bodyTimer);
    if (!makeBody || this.#filled === 0 || this.#filled === this.#bodyFilled) return;
    this.#bodyTimer = setTimeout(() => void this.#takeBody(makeBody), this.#isWhole() ? 0 : quietMs);
  }

  #lookChanged(): void {
    // Whoever shows its name or its window looks again.
    this.#cameraMoved();
    this.#applyPreset();
    this.#steps.moved();
  }

  #applyPreset(): void {
    if (!this.#ready) return;
    const dataWindow = this.model.dataGrey()?.window;
    const { grid } = this.#body ?? this.model;
    applyRendering(this.#viewport, { preset: this.#preset, window: this.window(), dataWindow }, grid);
    const absentBelow = this.#body
      ? this.#body.absentBelow
      : this.model.hasAbsent()
        ? this.model.absentBelow
        : undefined;
    sampleAsKnown(this.#viewport, absentBelow, undefined, this.#preset.blend === 'composite' ? surfaceSampling : []);
  }

  #box(): BodyBox {
    return this.#body ? boxOf(this.#body.grid, this.#body.extent) : boxOf(this.model.grid);
  }

  #look(stand: Stand | undefined): void {
    if (!stand) return;
    this.#steps.coarsen();
    this.#camera.look(stand);
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
    // What was wholly in view is so again in a box of another size.
    if (this.#ready && this.#camera.isOfAnotherSize()) this.#look(this.#camera.stand());
    const { right, down } = screenDirections(this.#viewport);
    this.#keeper.change({
      drawnVersion: this.state().drawnVersion + 1,
      letters: lettersOfDirections(right, down),
      zoom: this.#camera.zoom,
    });
  }

  #cameraMoved(): void {
    this.#keeper.change({ cameraVersion: this.state().cameraVersion + 1 });
  }
}
