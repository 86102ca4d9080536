import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { findingsOn } from '#shared/dicom/documents/findings.ts';
import { findingsInSpaceOn } from '#shared/dicom/documents/findingsInSpace.ts';
import type { GraphicPath, GraphicText } from '#shared/dicom/documents/graphics.ts';
import type { ImagePlaces } from '#shared/dicom/documents/imagePlaces.ts';
import { type Colour, colourOf } from '#shared/dicom/documents/labColour.ts';
import { type AppliedState, stateFor } from '#shared/dicom/documents/presentationState.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { framePlaneOf, worldAt } from '../../../imaging/placement/framePlane.ts';
import type { LayerSource } from './layerSource.ts';
import { type LayerMask, masksOn } from './maskPicture.ts';

/** A line in space, with what it is called. */
export interface LayerPath {
  readonly points: readonly Vector3[];
  readonly closed: boolean;
  readonly filled: boolean;
  readonly isPoint: boolean;
  readonly colour: Colour;
  readonly label: string;
}

export interface LayerText {
  readonly text: string;
  readonly at: Vector3;
  readonly anchor: Vector3 | undefined;
  readonly colour: Colour;
}

/** What a layer draws on one image. */
export interface LayerDrawing {
  readonly paths: readonly LayerPath[];
  readonly texts: readonly LayerText[];
  readonly masks: readonly LayerMask[];
  readonly applied: AppliedState | undefined;
  /** Lines and masks that belong here and are too many to be drawn. */
  readonly leftOut: number;
}

const nothing: LayerDrawing = { paths: [], texts: [], masks: [], applied: undefined, leftOut: 0 };
/** Of presentation states: their own colour is a wish for grey screens, and white is lost on bone. */
const graphicColour: Colour = { red: 130, green: 200, blue: 255 };

/** What is drawn of one layer on one image: more is no picture any more, and would hold up the hands. */
const mostPaths = 5_000;
const mostPoints = 50_000;
/** More than so many lines or points are one picture, not elements of the page. */
const mostElements = 300;
const mostElementPoints = 2_000;

/** Whether lines are drawn as one picture: elements of the page with so many points would hold up the hands at every step. */
export function isOnePicture(paths: readonly Pick<LayerPath, 'points'>[]): boolean {
  const points = paths.reduce((sum, path) => sum + path.points.length, 0);
  return paths.length > mostElements || points > mostElementPoints;
}

/** An image that the layer does not name or lie on has nothing drawn on it (LN2). `places`: of the images it is shown with. */
export function drawingOn(
  source: LayerSource,
  hidden: ReadonlySet<number>,
  item: FrameOfImage,
  places: ImagePlaces,
): LayerDrawing {
  const { sopInstanceUID } = item.image;
  const { frameNumber } = item.frame;
  switch (source.kind) {
    case 'keyImages':
      return nothing;
    case 'segmentation':
      return { ...nothing, ...masksOn(source, hidden, source.framesOf(item, places)) };
    case 'structures':
      return withinReason(contourPaths(source, hidden, item, places));
    case 'findings': {
      const found = findingsOn(source.content.root, sopInstanceUID, frameNumber);
      const onImage = found.flatMap(({ paths, label }) => paths.map((path) => inSpace(path, item, colourOf(0), label)));
      const place = places.of(item);
      const inPatient = place ? findingsInSpaceOn(source.content.root, place) : [];
      const lying = inPatient.map((finding): LayerPath => ({ ...finding, filled: false, colour: colourOf(0) }));
      return withinReason([...onImage, ...lying]);
    }
    case 'presentation': {
      const applied = stateFor(source.presentation, sopInstanceUID, frameNumber);
      if (!applied) return nothing;
      const paths = applied.paths.map((path) => inSpace(path, item, graphicColour, ''));
      return { ...withinReason(paths), texts: applied.texts.map((text) => textInSpace(text, item)), applied };
    }
  }
}

/** As many lines as can be drawn, and how many are left out. */
export function withinReason(paths: readonly LayerPath[]): LayerDrawing {
  let points = 0;
  const shown = paths.slice(0, mostPaths).filter((path) => {
    points += path.points.length;
    return points <= mostPoints;
  });
  return { ...nothing, paths: shown, leftOut: paths.length - shown.length };
}

function contourPaths(
  { contoursOf }: Extract<LayerSource, { readonly kind: 'structures' }>,
  hidden: ReadonlySet<number>,
  item: FrameOfImage,
  places: ImagePlaces,
): readonly LayerPath[] {
  return contoursOf(item, places)
    .filter(({ region }) => !hidden.has(region.number))
    .map(({ region, contour: { points, closed } }) => ({
      points,
      closed,
      filled: false,
      isPoint: points.length === 1,
      colour: region.colour,
      label: region.name,
    }));
}

function inSpace(path: GraphicPath, item: FrameOfImage, colour: Colour, label: string): LayerPath {
  const plane = framePlaneOf(item);
  const { closed, filled, isPoint } = path;
  return { points: path.points.map((point) => worldAt(plane, point)), closed, filled, isPoint, colour, label };
}

function textInSpace({ text, at, anchor }: GraphicText, item: FrameOfImage): LayerText {
  const plane = framePlaneOf(item);
  return { text, at: worldAt(plane, at), anchor: anchor && worldAt(plane, anchor), colour: graphicColour };
}
