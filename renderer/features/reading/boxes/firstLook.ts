import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import { paletteNames } from '../../../imaging/fusion/fusionLook.ts';
import type { FusionView } from '../../../imaging/fusion/fusionView.ts';
import type { GreyState } from '../../../imaging/grey/grey.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { type Placement, wholeImage } from '../../../imaging/placement/placement.ts';
import { flipped, rotated } from '../../../imaging/placement/pose.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import type { Slab, SlabMode } from '../../../imaging/plane/slab.ts';
import type { BoxContent } from '../../../session/arrangement.ts';
import { comparedIndex } from '../../../session/comparedIndex.ts';
import type { HungAs } from '../../../session/hungAs.ts';
import { firstKeyImage } from '../../../session/keyImages.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { windowOfVoi } from '../corners/windowPresets.ts';
import { isFitted, zoomFirst } from './firstZoom.ts';

/** How a box begins with a display set: as it was left, else as its protocol says, else as the data ask. */
export interface Beginning {
  readonly index: number | undefined;
  readonly grey: GreyState | undefined;
  readonly placement: Placement | undefined;
  readonly slab?: Slab | 'none' | undefined;
  /** What is still to be done once it stands; undefined where it comes back as it was left. */
  readonly first?: HungAs | undefined;
}

export function beginningOf(session: ReadingSession, box: number, set: DisplaySet, content: BoxContent): Beginning {
  const own = session.rememberedView(set, content);
  const { hung } = content;
  // Kept by a version that kept no slabs: a projection of the body must not come back as one slice of it.
  if (own) return own.slab === undefined && hung?.slab ? { ...own, slab: slabOf(hung.slab) } : own;
  const before = session.rememberedView(set);
  if (!hung) return before ?? { index: imageOf(set, content), grey: undefined, placement: undefined };
  const { look, slab } = hung;
  const index = imageOf(set, content) ?? before?.index ?? firstIndex(session, box, set, look.at);
  const lies = look.flipH !== undefined || look.rotate !== undefined || look.zoom !== undefined;
  return {
    index,
    // What the protocol says nothing of is as the reader left it elsewhere.
    grey: look.voi === undefined && look.invert === undefined ? before?.grey : undefined,
    placement: lies ? placementOf(look) : before?.placement,
    ...(slab && { slab: slabOf(slab) }),
    first: hung,
  };
}

const slabModes: Readonly<Record<'mip' | 'minip' | 'avg', SlabMode>> = {
  mip: 'maximum',
  minip: 'minimum',
  avg: 'mean',
};

function slabOf({ mode, mm }: NonNullable<HungAs['slab']>): Slab {
  return { mode: slabModes[mode], thicknessMm: mm };
}

function imageOf({ frames }: DisplaySet, content: BoxContent): number | undefined {
  if (content.kind !== 'stack' || content.imageId === undefined) return undefined;
  const at = frames.findIndex((item) => imageIdOf(item) === content.imageId);
  return at < 0 ? undefined : at;
}

/** Undefined: where a stack opens that nobody says anything of. */
function firstIndex(
  session: ReadingSession,
  box: number,
  set: DisplaySet,
  at: HungAs['look']['at'],
): number | undefined {
  if (at === 'first') return 0;
  if (at === 'last') return set.frames.length - 1;
  if (at === 'middle') return Math.floor((set.frames.length - 1) / 2);
  if (at === 'keyImage') return firstKeyImage(session.studyOf(set.id)?.snapshot, set);
  return at === 'matchPrior' ? comparedIndex(session, box, set) : undefined;
}

function placementOf({ flipH, rotate }: HungAs['look']): Placement {
  const turned = rotated(wholeImage.pose, rotate ?? 0);
  return { ...wholeImage, pose: flipH ? flipped(turned, 'horizontal') : turned };
}

interface FirstShown {
  readonly view: ImageBoxView;
  readonly set: DisplaySet;
  /** What it is drawn in. */
  readonly element: HTMLElement | null;
}

/**
 * Looks at what has just come as its protocol says: its window at once, what depends on the box as soon as it is drawn.
 * Nothing of it is done to what the reader has changed meanwhile. Answers what stops it.
 */
export function lookFirst(session: ReadingSession, { view, set, element }: FirstShown, { look }: HungAs): () => void {
  const windowAt = look.voi === undefined ? undefined : windowOfVoi(set, look.voi);
  const fixed = windowAt?.(undefined);
  if (fixed) view.setWindow(fixed);
  if (look.invert !== undefined) invert(view, set, look.invert);
  const grey = view.state().grey;
  const onDrawn = () => {
    const state = view.state();
    if (windowAt && !fixed && state.grey === grey) {
      const window = windowAt(view.dataWindow());
      if (window) view.setWindow(window);
    }
    if (isFitted(view)) turnPlane(view, look);
    zoomFirst(session, view, look.zoom, element?.clientWidth ?? 0);
    if (look.cine && set.cine && !state.playing) view.togglePlaying();
  };
  return onceDrawn(view, set, onDrawn);
}

/** Of PET hot is black by custom, which an inversion asks for; of all else it is black for white, whatever the file's own kind. */
function invert(view: ImageBoxView, { modality, frames }: DisplaySet, isInverted: boolean): void {
  const { grey } = view.state();
  if (!grey) return;
  const byNature = modality === 'PT' ? false : (frames[0]?.image.invertedByNature ?? false);
  if (grey.inverted !== (byNature !== isInverted)) view.toggleInversion();
}

/** A stack begins turned; a plane is turned where it stands. The letters at the edges turn with it. */
function turnPlane(view: ImageBoxView, { flipH, rotate }: HungAs['look']): void {
  if (!(view instanceof PlaneView)) return;
  if (rotate) view.rotateBy(rotate);
  if (flipH) view.flip('horizontal');
}

function onceDrawn(view: ImageBoxView, { id }: DisplaySet, act: () => void): () => void {
  let isOver = false;
  const look = () => {
    const { set, drawn, drawnVersion } = view.state();
    if (isOver || set?.id !== id || !(drawn ?? (view instanceof PlaneView && drawnVersion > 0))) return;
    isOver = true;
    stop();
    // Not within what tells of the drawing.
    queueMicrotask(act);
  };
  const stop = view.subscribe(look);
  queueMicrotask(look);
  return () => {
    isOver = true;
    stop();
  };
}

const palettes: Readonly<Record<string, (typeof paletteNames)[number]>> = { hot: 'hotIron', iron: 'hotIron' };

/** Colours and opacity of what lies above, where nobody has changed them. */
export function layerFirst({ look }: FusionView, { hung }: BoxContent): void {
  const over = hung?.over;
  if (!look || !over || look.isChanged) return;
  const palette = paletteNames.find((name) => name === over.colormap) ?? palettes[over.colormap ?? ''];
  look.begin({ ...(palette && { palette }), ...(over.opacity !== undefined && { opacity: over.opacity }) });
}
