import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, numberOf, textOf, textsOf } from '#shared/dicom/dicomJson.ts';
import { framesToShow } from '#shared/dicom/frameCount.ts';
import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '#shared/dicom/uids.ts';
import type { InstanceToPlan, SeriesToPlan } from '#shared/prefetch/frameRequest.ts';
import type { ImageKind } from '#shared/prefetch/frameSizes.ts';
import type { CachedSeries, StudyCache } from '../cache/index.ts';
import { LearnedSizes } from './learnedSizes.ts';
import { headsOf, type SeriesHead } from './seriesHeads.ts';

/** One image instance: what it promises, and the attributes by which a received frame is checked. */
export interface IndexedInstance {
  readonly sopInstanceUID: SOPInstanceUID;
  readonly numberOfFrames: number;
  /** Of one frame when drawn. */
  readonly pixelBytes: number;
  readonly kind: ImageKind;
  readonly attributes: DicomDataset;
}

export interface IndexedSeries {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly instances: readonly IndexedInstance[];
  readonly bySOPInstanceUID: ReadonlyMap<string, IndexedInstance>;
  /** What it is, for deciding how its study will hang. */
  readonly heads: readonly SeriesHead[];
}

const kept: readonly Keyword[] = [
  'SOPClassUID',
  'SOPInstanceUID',
  'InstanceNumber',
  'NumberOfFrames',
  'Rows',
  'Columns',
  'SamplesPerPixel',
  'BitsAllocated',
  'BitsStored',
  'HighBit',
  'PixelRepresentation',
  'PlanarConfiguration',
  'PhotometricInterpretation',
  'LossyImageCompression',
  'LossyImageCompressionRatio',
  'SeriesInstanceUID',
  'Manufacturer',
  'ManufacturerModelName',
  'StationName',
  'AvailableTransferSyntaxUID',
];
const studiesInMemory = 60;

/**
 * How many frames an instance has to show; 0 for what is not an image (reports, key objects, presentation states), for
 * a header without the size that every image states (PS3.3 C.7.6.3).
 */
export function framesOf(instance: DicomDataset): number {
  // An image whose count cannot be is refused: nothing of it is fetched.
  return framesToShow(instance) ?? 0;
}

/**
 * The images of the studies in work, in memory: a few attributes each, not whole headers, which for a CT are megabytes.
 * Read from the cache when first asked for; the least recently used are forgotten.
 */
export class StudyIndex {
  readonly #cache: Pick<StudyCache, 'readSeries'>;
  readonly #studies = new Map<string, ReadonlyMap<string, IndexedSeries>>();
  readonly sizes: LearnedSizes;

  constructor(cache: Pick<StudyCache, 'readSeries'>, sizes = new LearnedSizes()) {
    this.#cache = cache;
    this.sizes = sizes;
  }

  /** By Series Instance UID; empty while the study's metadata has not been read. */
  seriesOf(study: StudyRef): ReadonlyMap<string, IndexedSeries> {
    const id = studyKey(study);
    const known = this.#studies.get(id);
    if (known) this.#studies.delete(id);
    const series = known ?? indexSeries(this.#cache.readSeries(study));
    if (series.size > 0) this.#studies.set(id, series);
    if (this.#studies.size > studiesInMemory) this.#forgetOldest();
    return series;
  }

  instanceOf(key: FrameKey): IndexedInstance | undefined {
    return this.seriesOf(key).get(key.seriesInstanceUID)?.bySOPInstanceUID.get(key.sopInstanceUID);
  }

  /** A frame came and took so many bytes on the wire. */
  noteReceived(key: FrameKey, { kind, pixelBytes }: IndexedInstance, wireBytes: number): void {
    this.sizes.note(key, key.seriesInstanceUID, kind, pixelBytes, wireBytes);
  }

  /** Metadata just read: used even where the disk is too full to keep it. */
  put(study: StudyRef, series: readonly CachedSeries[]): void {
    this.#studies.set(studyKey(study), indexSeries(series));
  }

  /** As `put`, series by series; nothing of it is used before its end. */
  begin(study: StudyRef): { add(series: CachedSeries): void; end(): void } {
    const studies = this.#studies;
    const series = new Map<string, IndexedSeries>();
    return {
      add: (one) => series.set(one.seriesInstanceUID, indexOne(one)),
      end: () => studies.set(studyKey(study), series),
    };
  }

  forget(study: StudyRef): void {
    this.#studies.delete(studyKey(study));
  }

  #forgetOldest(): void {
    const [oldest] = this.#studies.keys();
    if (oldest !== undefined) this.#studies.delete(oldest);
  }
}

/** What is missing of a series, as the plan wants it. */
export function seriesToPlan(
  series: IndexedSeries,
  present: ReadonlyMap<string, ReadonlySet<number>>,
  frameBytesOf: (instance: IndexedInstance) => number,
): SeriesToPlan {
  const instances = series.instances.map((instance): InstanceToPlan => {
    const here = present.get(instance.sopInstanceUID);
    const missing: number[] = [];
    for (let number = 1; number <= instance.numberOfFrames; number += 1) if (!here?.has(number)) missing.push(number);
    const { sopInstanceUID, numberOfFrames } = instance;
    return { sopInstanceUID, numberOfFrames, frameBytes: frameBytesOf(instance), missing };
  });
  return { seriesInstanceUID: series.seriesInstanceUID, instances };
}

function indexSeries(list: readonly CachedSeries[]): ReadonlyMap<string, IndexedSeries> {
  return new Map(list.map((series) => [series.seriesInstanceUID, indexOne(series)]));
}

function indexOne({ seriesInstanceUID, instances }: CachedSeries): IndexedSeries {
  const images = instances.flatMap((instance) => indexInstance(instance) ?? []);
  images.sort((one, other) => instanceNumber(one) - instanceNumber(other));
  const bySOPInstanceUID = new Map(images.map((image) => [image.sopInstanceUID as string, image]));
  const frames = images.reduce((sum, { numberOfFrames }) => sum + numberOfFrames, 0);
  const drawn = instances.filter((instance) => bySOPInstanceUID.has(textOf(instance, 'SOPInstanceUID') ?? ''));
  return { seriesInstanceUID, instances: images, bySOPInstanceUID, heads: headsOf(drawn, frames) };
}

function indexInstance(instance: DicomDataset): IndexedInstance | undefined {
  const numberOfFrames = framesOf(instance);
  const sopInstanceUID = textOf(instance, 'SOPInstanceUID');
  if (numberOfFrames === 0 || sopInstanceUID === undefined) return undefined;
  const attributes = Object.create(null) as { [tag: string]: DicomDataset[string] };
  for (const keyword of kept) {
    const element = instance[tagOf(keyword)];
    if (element) attributes[tagOf(keyword)] = element;
  }
  return {
    sopInstanceUID: sopInstanceUID as SOPInstanceUID,
    numberOfFrames,
    pixelBytes: pixelBytesOf(instance),
    kind: {
      modality: textOf(instance, 'Modality') ?? 'OT',
      isLossy: isStoredLossy(instance),
    },
    attributes,
  };
}

/** (0028,2110) says so, or the archive names a lossy syntax: images of old angiographs lack the first. */
function isStoredLossy(instance: DicomDataset): boolean {
  const [stored, ...others] = textsOf(instance, 'AvailableTransferSyntaxUID');
  const isLossySyntax = others.length === 0 && transferSyntaxes.get(stored ?? '')?.lossless === false;
  return isLossySyntax || textOf(instance, 'LossyImageCompression') === '01';
}

function pixelBytesOf(instance: DicomDataset): number {
  const samples = numberOf(instance, 'SamplesPerPixel') ?? 1;
  const bits = numberOf(instance, 'BitsAllocated') ?? 16;
  const pixels = (numberOf(instance, 'Rows') ?? 512) * (numberOf(instance, 'Columns') ?? 512);
  return Math.ceil((pixels * samples * bits) / 8);
}

function instanceNumber(instance: IndexedInstance): number {
  return numberOf(instance.attributes, 'InstanceNumber') ?? Number.MAX_SAFE_INTEGER;
}
