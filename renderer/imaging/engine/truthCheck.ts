import { cache } from '@cornerstonejs/core';
import { succeed } from '#shared/base/result.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { expectedGrey } from '#shared/dicom/presentationValues.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { DecodeQueue, type DecodeWorkers } from '../frames/decodeQueue.ts';
import { type FrameCatalogue, imageIdOf } from '../frames/frameCatalogue.ts';
import { FrameLoader } from '../frames/frameLoader.ts';
import { FrameLedger } from '../frames/ledger.ts';
import type { ImageBoxView } from '../imageBoxView.ts';
import { PlaneView } from '../plane/planeView.ts';
import { StackView } from '../stack/stackView.ts';
import { VolumeModel } from '../volume/volumeModel.ts';
import { readBack } from './blackBox.ts';
import type { Engine } from './engine.ts';
import type { Backend } from './graphicsState.ts';
import type { GraphicsTrouble } from './healing.ts';
import { rampArchive, rampFrame, rampImages, rampSide, rampValue, rampWindow } from './truthRamp.ts';

/** What one way of drawing made of the ramp: the greatest difference from the grey it must have, in steps of 255. */
export type DrawnRamp = { readonly worst: number } | { readonly failed: 'notDecoded' | 'notDrawn' };

/** What became of a known image on its way from bytes to canvas (K, item 10). */
export interface TruthResult {
  readonly backend: Backend;
  readonly stack: DrawnRamp;
  /** Undefined where not even the stack could be drawn. */
  readonly plane: DrawnRamp | undefined;
  readonly tookMs: number;
}

/** Rounding may cost one step. */
const mostSteps = 1;
const limitMs = 20_000;
/** The outermost pixels touch the border of the box. */
const border = 3;

/** What came out with other greys than its own; undefined where nothing did. */
export function troubleIn({ stack, plane }: TruthResult): GraphicsTrouble | undefined {
  const holds = (drawn: DrawnRamp) => 'worst' in drawn && drawn.worst <= mostSteps;
  if (!holds(stack)) return 'wrongGreys';
  return plane === undefined || holds(plane) ? undefined : 'wrongVolume';
}

/**
 * Decodes a known ramp of 16 bits, draws it through the boxes that images are drawn through, as a stack and as a plane,
 * and reads the canvas back. Everything it opens is closed again. `catalogue`: the one that Cornerstone's questions are
 * answered from; two that answer beside each other cannot be taken away again without taking both.
 */
export async function checkTruth(
  engine: Engine,
  workers: DecodeWorkers,
  catalogue: FrameCatalogue,
): Promise<TruthResult> {
  const backend: Backend = engine.drawsOnCpu ? 'cpu' : 'gpu';
  const beganMs = performance.now();
  catalogue.add(rampArchive, rampImages());
  const ledger = new FrameLedger();
  const loader = new FrameLoader({
    catalogue,
    ledger,
    decodeQueue: new DecodeQueue(workers, 1),
    readFrame: async (key) => succeed(await rampFrame(key)),
  });
  const [set] = splitIntoDisplaySets(rampImages());
  if (!set) throw new Error('the ramp is no display set');
  try {
    const decoded = await loader.load(imageIdOf(set.frames[0] ?? missing()), 'display');
    if (!decoded.ok) return { backend, stack: { failed: 'notDecoded' }, plane: undefined, tookMs: took(beganMs) };
    const stack = await drawInHiding((element) => {
      const view = new StackView({ engine, loader, ledger, element, onClose: () => undefined });
      view.show(set, 0);
      return view;
    });
    const plane = await drawPlane(engine, loader, ledger, set);
    return { backend, stack, plane, tookMs: took(beganMs) };
  } finally {
    for (const item of set.frames) {
      const imageId = imageIdOf(item);
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
    }
  }
}

function missing(): never {
  throw new Error('the ramp has no image');
}

function took(beganMs: number): number {
  return Math.round(performance.now() - beganMs);
}

async function drawPlane(
  engine: Engine,
  loader: FrameLoader,
  ledger: FrameLedger,
  set: ConstructorParameters<typeof VolumeModel>[0],
): Promise<DrawnRamp> {
  const grid = volumeGridOf(set);
  if (!grid.ok) return { failed: 'notDrawn' };
  const model = new VolumeModel(set, grid.value, loader, ledger);
  try {
    await model.load();
    return await drawInHiding((element) => new PlaneView({ engine, ledger, element, plane: 'axial', model }));
  } finally {
    model.close();
  }
}

/** Draws in a box outside the window and compares, until every grey is right or the time is over. */
async function drawInHiding(open: (element: HTMLDivElement) => ImageBoxView): Promise<DrawnRamp> {
  const element = document.createElement('div');
  element.ariaHidden = 'true';
  Object.assign(element.style, {
    position: 'fixed',
    insetBlockStart: '0',
    insetInlineStart: '-999px',
    width: `${rampSide * 2}px`,
    height: `${rampSide * 2}px`,
  });
  document.body.append(element);
  const view = open(element);
  try {
    return await untilTrue(view, element);
  } finally {
    view.close();
    element.remove();
  }
}

async function untilTrue(view: ImageBoxView, element: HTMLDivElement): Promise<DrawnRamp> {
  const endsMs = performance.now() + limitMs;
  let last: DrawnRamp = { failed: 'notDrawn' };
  while (performance.now() < endsMs) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { drawnVersion, cover } = view.state();
    if (drawnVersion === 0 || cover?.kind === 'loading') continue;
    if (cover) return { failed: 'notDrawn' };
    const worst = worstOf(element);
    if (worst === undefined) continue;
    // A canvas may be a frame behind its event: a wrong grey is believed only when it stays.
    if (worst <= mostSteps) return { worst };
    if ('worst' in last && last.worst === worst && drawnVersion > 0 && performance.now() > endsMs - limitMs + 2_000) {
      return last;
    }
    last = { worst };
  }
  return last;
}

/** Between pixels neighbours are mixed, so a canvas point must lie within the greys around it. */
function worstOf(element: HTMLDivElement): number | undefined {
  const greyAt = readBack(element);
  if (!greyAt) return undefined;
  let worst = 0;
  for (let row = border; row < rampSide - border; row += 1) {
    for (let column = border; column < rampSide - border; column += 1) {
      const drawn = greyAt({ x: (column + 0.5) * 2, y: (row + 0.5) * 2 });
      const [low, high] = [greyOf(column - 1, row - 1), greyOf(column + 1, row + 1)];
      worst = Math.max(worst, low - drawn, drawn - high);
    }
  }
  return Math.round(worst);
}

function greyOf(column: number, row: number): number {
  return expectedGrey(rampValue(column, row), rampWindow, 'LINEAR', false);
}
