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

export interface StateGraphics {
  readonly paths: readonly GraphicPath[];
  readonly texts: readonly GraphicText[];
  /** Something that the state draws is not among them: of a kind, in units or beyond a number that is not drawn. */
  readonly leftOut: boolean;
}

/** Lines and words that a state draws on a frame, in pixels of the image (PS3.3 C.10.5; LN3). */
export function readGraphics(
  dataset: DicomDataset,
  applies: (item: { readonly references: readonly InstanceReference[] }) => boolean,
  place: Place,
): StateGraphics {
  const ofFrame = itemsOf(dataset, 'GraphicAnnotationSequence').filter((item) =>
    applies({ references: readReferences(itemsOf(item, 'ReferencedImageSequence')) }),
  );
  const objects = ofFrame.flatMap((item) => itemsOf(item, 'GraphicObjectSequence'));
  const words = ofFrame.flatMap((item) => itemsOf(item, 'TextObjectSequence'));
  const paths = objects.slice(0, mostObjects).map((object) => readObject(object, place));
  const texts = words.slice(0, Math.max(0, mostObjects - objects.length)).map((object) => readText(object, place));
  const leftOut =
    paths.includes(undefined) ||
    texts.includes(undefined) ||
    objects.length + words.length > mostObjects ||
    ofFrame.some((item) => itemsOf(item, 'CompoundGraphicSequence').length > 0);
  return {
    paths: paths.flatMap((one) => one ?? []),
    texts: texts.filter((one) => one !== undefined),
    leftOut,
  };
}

function readObject(object: DicomDataset, place: Place): readonly GraphicPath[] | undefined {
  const toPixel = inUnits(textOf(object, 'GraphicAnnotationUnits'), place);
  const numbers = numbersOf(object, 'GraphicData') ?? [];
  const filled = textOf(object, 'GraphicFilled') === 'Y';
  return toPixel && pathsOf(textOf(object, 'GraphicType') ?? '', numbers, filled, toPixel);
}

function readText(object: DicomDataset, place: Place): GraphicText | undefined {
  const written = valuesOf(object, 'UnformattedTextValue')[0];
  const whole = typeof written === 'string' ? written.replace(/\r\n?/gu, '\n') : '';
  // An ST holds no more; what goes on is seen to go on.
  const text = whole.length > longestText ? `${whole.slice(0, longestText)}…` : whole;
  const box = numbersOf(object, 'BoundingBoxTopLeftHandCorner');
  const anchorAt = numbersOf(object, 'AnchorPoint');
  const ofBox = inUnits(textOf(object, 'BoundingBoxAnnotationUnits'), place);
  const ofAnchor = inUnits(textOf(object, 'AnchorPointAnnotationUnits'), place);
  const at = box && ofBox?.(box[0] ?? 0, box[1] ?? 0);
  const anchor = anchorAt && ofAnchor?.(anchorAt[0] ?? 0, anchorAt[1] ?? 0);
  const from = at ?? anchor;
  if (text === '' || !from) return undefined;
  const isShown = textOf(object, 'AnchorPointVisibility') !== 'N';
  return { text, at: from, anchor: at && isShown ? anchor : undefined };
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
