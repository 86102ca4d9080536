import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { type ContentTree, readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { findingsOn } from '#shared/dicom/documents/findings.ts';
import { findingsInSpaceOn } from '#shared/dicom/documents/findingsInSpace.ts';
import type { GraphicPath, GraphicText } from '#shared/dicom/documents/graphics.ts';
import { readKeyObject } from '#shared/dicom/documents/keyObject.ts';
import { type Colour, colourOf } from '#shared/dicom/documents/labColour.ts';
import { type Origin, originOf } from '#shared/dicom/documents/origin.ts';
import {
  type AppliedState,
  type PresentationState,
  readPresentationState,
  stateFor,
} from '#shared/dicom/documents/presentationState.ts';
import type { InstanceReference } from '#shared/dicom/documents/references.ts';
import {
  maskOf,
  readSegmentation,
  type Segmentation,
  type SegmentFrame,
} from '#shared/dicom/documents/segmentation.ts';
import { type FramesOfImage, findSegmentFrames } from '#shared/dicom/documents/segmentFrames.ts';
import { contoursOn, readStructureSet, type StructureSet } from '#shared/dicom/documents/structureSet.ts';
import type { StudyDocument } from '#shared/dicom/documents/studyDocuments.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { framePlaneOf, worldAt } from '../../../imaging/placement/framePlane.ts';

interface Source {
  readonly sopInstanceUID: string;
  readonly title: string;
  readonly origin: Origin;
}

/** An object that can be laid over images, read. */
export type LayerSource =
  | (Source & {
      readonly kind: 'segmentation';
      readonly segmentation: Segmentation;
      readonly pixels: Uint8Array;
      readonly framesOf: FramesOfImage;
    })
  | (Source & { readonly kind: 'structures'; readonly structures: StructureSet })
  | (Source & { readonly kind: 'findings'; readonly content: ContentTree })
  | (Source & { readonly kind: 'presentation'; readonly presentation: PresentationState })
  /** Draws nothing over an image: its images stand on the scroll bar. */
  | (Source & { readonly kind: 'keyImages'; readonly images: readonly InstanceReference[] });

/** Reads an object as a layer; undefined for one that is none, or whose pixels are not there. */
export function readLayerSource(
  document: StudyDocument,
  dataset: DicomDataset,
  pixels: Uint8Array | undefined,
): LayerSource | undefined {
  const { sopInstanceUID, title, kind } = document;
  const source = { sopInstanceUID, title };
  if (kind === 'segmentation') {
    const segmentation = readSegmentation(dataset);
    if (!segmentation || !pixels) return undefined;
    const framesOf = findSegmentFrames(segmentation);
    return { ...source, origin: originOf(dataset), kind, segmentation, pixels, framesOf };
  }
  if (kind === 'structures') {
    return { ...source, origin: originOf(dataset), kind, structures: readStructureSet(dataset) };
  }
  if (kind === 'presentation') {
    return { ...source, origin: originOf(dataset), kind, presentation: readPresentationState(dataset) };
  }
  if (kind === 'keyImages') {
    const tree = readContentTree(dataset);
    return { ...source, origin: originOf(dataset, tree.root), kind, images: readKeyObject(tree).images };
  }
  if (kind !== 'report') return undefined;
  const content = readContentTree(dataset);
  return { ...source, origin: originOf(dataset, content.root), kind: 'findings', content };
}

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

export interface LayerMask {
  readonly frame: SegmentFrame;
  readonly segmentNumber: number;
  readonly colour: Colour;
}

/** What a layer draws on one image. */
export interface LayerDrawing {
  readonly paths: readonly LayerPath[];
  readonly texts: readonly LayerText[];
  readonly masks: readonly LayerMask[];
  readonly applied: AppliedState | undefined;
}

const nothing: LayerDrawing = { paths: [], texts: [], masks: [], applied: undefined };
/** Of presentation states: their own colour is a wish for grey screens, and white is lost on bone. */
const graphicColour: Colour = { red: 130, green: 200, blue: 255 };

/** Undefined-free: an image that the layer does not name or lie on has nothing drawn on it (LN2). */
export function drawingOn(source: LayerSource, hidden: ReadonlySet<number>, item: FrameOfImage): LayerDrawing {
  const { sopInstanceUID } = item.image;
  const { frameNumber } = item.frame;
  switch (source.kind) {
    case 'keyImages':
      return nothing;
    case 'segmentation':
      return { ...nothing, masks: masksOn(source, hidden, item) };
    case 'structures':
      return { ...nothing, paths: contourPaths(source.structures, hidden, item) };
    case 'findings': {
      const found = findingsOn(source.content.root, sopInstanceUID, frameNumber);
      const onImage = found.flatMap(({ paths, label }) => paths.map((path) => inSpace(path, item, colourOf(0), label)));
      const inPatient = findingsInSpaceOn(source.content.root, item);
      const lying = inPatient.map((finding): LayerPath => ({ ...finding, filled: false, colour: colourOf(0) }));
      return { ...nothing, paths: [...onImage, ...lying] };
    }
    case 'presentation': {
      const applied = stateFor(source.presentation, sopInstanceUID, frameNumber);
      if (!applied) return nothing;
      const paths = applied.paths.map((path) => inSpace(path, item, graphicColour, ''));
      return { ...nothing, paths, texts: applied.texts.map((text) => textInSpace(text, item)), applied };
    }
  }
}

function masksOn(
  { segmentation, framesOf }: Extract<LayerSource, { readonly kind: 'segmentation' }>,
  hidden: ReadonlySet<number>,
  item: FrameOfImage,
): readonly LayerMask[] {
  const shown = segmentation.segments.filter(({ number }) => !hidden.has(number));
  return framesOf(item).flatMap((frame) =>
    shown
      .filter(({ number }) => frame.segmentNumber === undefined || frame.segmentNumber === number)
      .map(({ number, colour }) => ({ frame, segmentNumber: number, colour })),
  );
}

function contourPaths(structures: StructureSet, hidden: ReadonlySet<number>, item: FrameOfImage): readonly LayerPath[] {
  return structures.regions
    .filter(({ number }) => !hidden.has(number))
    .flatMap((region) =>
      contoursOn(region, item).map(({ points, closed }) => ({
        points,
        closed,
        filled: false,
        isPoint: points.length === 1,
        colour: region.colour,
        label: region.name,
      })),
    );
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

/** Red, green, blue and opacity of each pixel of a mask; undefined where its bytes are missing. */
export function maskPicture(
  source: Extract<LayerSource, { readonly kind: 'segmentation' }>,
  { frame, segmentNumber, colour }: LayerMask,
): Uint8ClampedArray<ArrayBuffer> | undefined {
  const mask = maskOf(source.segmentation, source.pixels, frame.index, segmentNumber);
  if (!mask) return undefined;
  const picture = new Uint8ClampedArray(mask.length * 4);
  for (let at = 0; at < mask.length; at += 1) {
    picture[4 * at] = colour.red;
    picture[4 * at + 1] = colour.green;
    picture[4 * at + 2] = colour.blue;
    picture[4 * at + 3] = mask[at] ?? 0;
  }
  return picture;
}
