import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ContentTree, readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { type ContoursOfImage, findContours } from '#shared/dicom/documents/contoursOnImages.ts';
import { type RegionWalls, wallsOf } from '#shared/dicom/documents/contourWalls.ts';
import { readKeyObject } from '#shared/dicom/documents/keyObject.ts';
import { type Origin, originOf } from '#shared/dicom/documents/origin.ts';
import { type PresentationState, readPresentationState } from '#shared/dicom/documents/presentationState.ts';
import type { InstanceReference } from '#shared/dicom/documents/references.ts';
import { readSegmentation, type Segmentation } from '#shared/dicom/documents/segmentation.ts';
import { type FramesOfImage, findSegmentFrames } from '#shared/dicom/documents/segmentFrames.ts';
import { type SegmentVolume, segmentVolumeOf } from '#shared/dicom/documents/segmentVolume.ts';
import { readStructureSet, type StructureSet } from '#shared/dicom/documents/structureSet.ts';
import type { StudyDocument } from '#shared/dicom/documents/studyDocuments.ts';

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
      /** All frames as one body, reckoned when it is first asked for; undefined where they make none. */
      readonly body: () => SegmentVolume | undefined;
    })
  | (Source & {
      readonly kind: 'structures';
      readonly structures: StructureSet;
      readonly contoursOf: ContoursOfImage;
      /** The regions as bodies, reckoned when they are first asked for. */
      readonly walls: () => readonly RegionWalls[];
    })
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
    const body = once(() => segmentVolumeOf(segmentation));
    return { ...source, origin: originOf(dataset), kind, segmentation, pixels, framesOf, body };
  }
  if (kind === 'structures') {
    const structures = readStructureSet(dataset);
    const [contoursOf, walls] = [findContours(structures), once(() => wallsOf(structures))];
    return { ...source, origin: originOf(dataset), kind, structures, contoursOf, walls };
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

/** Reckons when it is first asked, and never again. */
function once<Value>(reckon: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: reckon() };
    return known.value;
  };
}
