import { type DicomDataset, itemsOf, numbersOf, textOf, valuesOf } from '../dicomJson.ts';
import { type GraphicPath, type GraphicPoint, type GraphicText, pathsOf } from './graphics.ts';
import type { DisplayedArea, PresentationState } from './presentationState.ts';
import { type InstanceReference, readReferences } from './references.ts';

/** Ten thousand lines are drawn, a million are not. */
const mostObjects = 10_000;
const longestText = 1_024;

type ToPixel = (x: number, y: number) => GraphicPoint;

interface Place extends Pick<PresentationState, 'rotation' | 'flipped'> {
  readonly area: DisplayedArea | undefined;
}

/** Lines and words that a state draws on a frame, in pixels of the image (PS3.3 C.10.5; LN3). */
export function readGraphics(
  dataset: DicomDataset,
  applies: (item: { readonly references: readonly InstanceReference[] }) => boolean,
  place: Place,
): { readonly paths: readonly GraphicPath[]; readonly texts: readonly GraphicText[] } {
  const paths: GraphicPath[] = [];
  const texts: GraphicText[] = [];
  let left = mostObjects;
  for (const item of itemsOf(dataset, 'GraphicAnnotationSequence')) {
    if (!applies({ references: readReferences(itemsOf(item, 'ReferencedImageSequence')) })) continue;
    for (const object of itemsOf(item, 'GraphicObjectSequence')) {
      left -= 1;
      if (left < 0) return { paths, texts };
      paths.push(...readObject(object, place));
    }
    for (const object of itemsOf(item, 'TextObjectSequence')) {
      left -= 1;
      if (left < 0) return { paths, texts };
      texts.push(...readText(object, place));
    }
  }
  return { paths, texts };
}

function readObject(object: DicomDataset, place: Place): readonly GraphicPath[] {
  const toPixel = inUnits(textOf(object, 'GraphicAnnotationUnits'), place);
  const numbers = numbersOf(object, 'GraphicData') ?? [];
  const filled = textOf(object, 'GraphicFilled') === 'Y';
  return (toPixel && pathsOf(textOf(object, 'GraphicType') ?? '', numbers, filled, toPixel)) ?? [];
}

function readText(object: DicomDataset, place: Place): readonly GraphicText[] {
  const written = valuesOf(object, 'UnformattedTextValue')[0];
  const text = typeof written === 'string' ? written.replace(/\r\n?/gu, '\n').slice(0, longestText) : '';
  const box = numbersOf(object, 'BoundingBoxTopLeftHandCorner');
  const anchorAt = numbersOf(object, 'AnchorPoint');
  const ofBox = inUnits(textOf(object, 'BoundingBoxAnnotationUnits'), place);
  const ofAnchor = inUnits(textOf(object, 'AnchorPointAnnotationUnits'), place);
  const at = box && ofBox?.(box[0] ?? 0, box[1] ?? 0);
  const anchor = anchorAt && ofAnchor?.(anchorAt[0] ?? 0, anchorAt[1] ?? 0);
  const from = at ?? anchor;
  if (text === '' || !from) return [];
  const isShown = textOf(object, 'AnchorPointVisibility') !== 'N';
  return [{ text, at: from, anchor: at && isShown ? anchor : undefined }];
}

/** Undefined for units that need what is not known: a displayed area that the state does not give. */
function inUnits(units: string | undefined, place: Place): ToPixel | undefined {
  // The corner of the first pixel is 0\0, its centre is half a pixel from there.
  if (units === 'PIXEL') return (x, y) => ({ x: x - 0.5, y: y - 0.5 });
  if (units !== 'DISPLAY' || !place.area) return undefined;
  return (x, y) => ofDisplay(place.area as DisplayedArea, place, x, y);
}

/**
 * From parts of the displayed area, as it is seen, to pixels: the corner that is seen at the top left is 0\0 whichever
 * corner of the image that is.
 */
function ofDisplay(area: DisplayedArea, place: Place, x: number, y: number): GraphicPoint {
  const turned = place.rotation === 90 || place.rotation === 270;
  const across = span(area.topLeft.column, area.bottomRight.column);
  const down = span(area.topLeft.row, area.bottomRight.row);
  // What runs to the right on the screen runs along the rows of the image, or, turned, along its columns.
  const column = across.from + across.length * (turned ? y : x);
  const row = down.from + down.length * (turned ? x : y);
  return { x: column - 0.5, y: row - 0.5 };
}

/** From the outer edge of one pixel to that of another, in either direction; pixels count from 1. */
function span(first: number, last: number): { readonly from: number; readonly length: number } {
  return first <= last ? { from: first - 1, length: last - first + 1 } : { from: first, length: last - first - 1 };
}
