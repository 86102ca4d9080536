import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { type ImagePlaces, placesOf } from '#shared/dicom/documents/imagePlaces.ts';
import { readMaskValues } from '#shared/dicom/documents/segmentValues.ts';
import { along, dot } from '#shared/dicom/vectors.ts';
import type { StudiesOnDesk } from '../../../session/comparedPlane.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import type { OpenDocument } from './documentDesk.ts';
import { goToImage, setsFor } from './goToImage.ts';
import { drawingOn } from './layerDrawing.ts';
import type { LayerSource } from './layerSource.ts';
import { mayShareBody, maySpeakOf } from './layerStudy.ts';
import type { LayerMask, SegmentationSource } from './maskPicture.ts';

/** The images of one series on which a layer has something. */
export interface LayerReach {
  readonly named: NamedDisplaySet;
  /** By their place in the series, from the first; never none. */
  readonly marked: readonly number[];
}

const nobodyHidden: ReadonlySet<number> = new Set();
/** Frames of a segmentation times images of a series: with more, to look through all would hold up the hands. */
const mostPairs = 5_000_000;
/** Pixels of masks that are looked through for one that is set; beyond, a frame counts as it stands. */
const mostPixels = 64 * 1024 * 1024;

/** Where a layer lies, series by series, its own study first: what it draws nothing on is not named. */
export function reachOf(desk: StudiesOnDesk, open: OpenDocument, source: LayerSource): readonly LayerReach[] {
  const isSet = markFinder(source);
  return setsFor(desk.studies, open).flatMap((named): LayerReach[] => {
    const { set } = named;
    if (!mayShareBody(desk, open, set) || pairsOf(source, set) > mostPairs) return [];
    const places = placesOf(set.frames);
    const marked = set.frames.flatMap((item, index) =>
      maySpeakOf(open, item) && marks(source, item, places, isSet) ? [index] : [],
    );
    return marked.length > 0 ? [{ named, marked }] : [];
  });
}

/** The middle one of the marked images: of a lesion, the one that shows most of it. */
export function centralOf({ marked }: LayerReach): number {
  return marked[Math.floor(marked.length / 2)] ?? 0;
}

/**
 * Brings a layer that was just asked for before the eye: nothing moves where the active box shows it; else the series of
 * that box goes to its middle, or the one with most of it is hung.
 */
export function goToLayer(session: ReadingSession, reach: readonly LayerReach[]): void {
  const view = session.activeView;
  const state = view?.state();
  const own = reach.find(({ named }) => named.set === state?.set);
  const point = view?.pointShown?.();
  if (own && view?.showPoint && point) {
    const item = own.named.set.frames[centralOf(own)];
    const place = item && placesOf(own.named.set.frames).of(item);
    if (place) view.showPoint(along(point, place.normal, place.at - dot(point, place.normal)));
    return;
  }
  if (own && state && own.marked.includes(state.asked)) return;
  const [most] = [...reach].sort((one, other) => other.marked.length - one.marked.length);
  const wanted = own ?? most;
  if (wanted) goToImage(session, { named: wanted.named, index: centralOf(wanted) });
}

function marks(
  source: LayerSource,
  item: FrameOfImage,
  places: ImagePlaces,
  isSet: (mask: LayerMask) => boolean,
): boolean {
  const { paths, texts, masks, applied } = drawingOn(source, nobodyHidden, item, places);
  return paths.length + texts.length > 0 || applied !== undefined || masks.some(isSet);
}

function pairsOf(source: LayerSource, { frames }: DisplaySet): number {
  return source.kind === 'segmentation' ? source.segmentation.frames.length * frames.length : frames.length;
}

/** A frame of a segmentation may be stored empty: it marks nothing. Each is looked through once. */
function markFinder(source: LayerSource): (mask: LayerMask) => boolean {
  if (source.kind !== 'segmentation') return () => false;
  const known = new Map<number, boolean>();
  let left = mostPixels;
  const { rows, columns } = source.segmentation;
  return ({ frame }) => {
    const before = known.get(frame.index);
    if (before !== undefined) return before;
    left -= rows * columns;
    const found = left < 0 || hasPixel(source, frame.index);
    known.set(frame.index, found);
    return found;
  };
}

function hasPixel({ segmentation, pixels }: SegmentationSource, frameIndex: number): boolean {
  const values = readMaskValues(segmentation, pixels);
  const size = segmentation.rows * segmentation.columns;
  for (let pixel = 0; pixel < size; pixel += 1) if (values.at(frameIndex, pixel) !== 0) return true;
  return false;
}
