import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { ArchiveId, FrameKey } from '#shared/dicom/frameKey.ts';
import type { FrameDescription, ImageDescription } from '#shared/dicom/imageDescription.ts';

/** The number type in which all frames of a series are drawn: one type, or the boxes of a series would differ (SF10). */
export type ValueType = 'Int16' | 'Float32' | 'RGB';

/** What the drawing side must know of one frame; answered from memory, asked for by image id. */
export interface CatalogueEntry extends FrameOfImage {
  readonly imageId: string;
  readonly key: FrameKey;
  readonly valueType: ValueType;
}

/**
 * `durbeen:{archive}/{study}/{SOPInstanceUID}/{frame}`, frames from 1 as in DICOM. With the study, because modalities have
 * used a UID twice, and another study's image must never stand for this one; with the archive, because a disc and an archive
 * may hold one instance, one of them lossy.
 */
export function imageIdOf({ image, frame }: FrameOfImage): string {
  return imageIdAt(image, image.sopInstanceUID, frame.frameNumber);
}

/** The same, of an image that is known by its names alone. */
export function imageIdAt(
  { archiveId = '', studyInstanceUID }: { readonly archiveId?: string | undefined; readonly studyInstanceUID: string },
  sopInstanceUID: string,
  frameNumber: number,
): string {
  return `durbeen:${archiveId}/${studyInstanceUID}/${sopInstanceUID}/${frameNumber}`;
}

/** Every frame of the studies on the desk, by image id. */
export class FrameCatalogue {
  readonly #entries = new Map<string, CatalogueEntry>();
  readonly #changes = new Map<string, number>();

  /**
   * Adds the images of a study. Adding one again replaces it; answers the frames of those that are now described
   * otherwise: what was decoded of them belongs to an image that is no more (T22).
   */
  add(archiveId: ArchiveId, images: readonly ImageDescription[]): readonly string[] {
    const changed: string[] = [];
    for (const series of bySeries(images)) {
      const greyType = valueTypeOfSeries(series);
      for (const image of series) {
        const valueType = isColour(image) ? 'RGB' : greyType;
        const isChanged = this.#isOtherThanBefore(image);
        for (const frame of image.frames) {
          const imageId = imageIdOf({ image, frame });
          if (isChanged) {
            changed.push(imageId);
            this.#changes.set(imageId, this.changesOf(imageId) + 1);
          }
          this.#entries.set(imageId, { imageId, key: frameKeyOf(archiveId, image, frame), image, frame, valueType });
        }
      }
    }
    return changed;
  }

  #isOtherThanBefore(image: ImageDescription): boolean {
    const [frame] = image.frames;
    const before = frame && this.#entries.get(imageIdOf({ image, frame }))?.image;
    return before !== undefined && before !== image && written(before) !== written(image);
  }

  /** How often an image has been described otherwise than before: what was begun under another number is of no use. */
  changesOf(imageId: string): number {
    return this.#changes.get(imageId) ?? 0;
  }

  find(imageId: string): CatalogueEntry | undefined {
    return this.#entries.get(imageId);
  }

  /** Forgets images as they were added; one that was described anew since is another. Answers the frames that are gone. */
  remove(images: readonly ImageDescription[]): readonly string[] {
    const gone = images.flatMap((image) =>
      image.frames
        .map((frame) => imageIdOf({ image, frame }))
        .filter((imageId) => this.#entries.get(imageId)?.image === image),
    );
    for (const imageId of gone) this.#entries.delete(imageId);
    return gone;
  }

  clear(): void {
    this.#entries.clear();
  }
}

/** All that is known of an image; its bytes, of overlays and colour profiles, by their length and what stands in them. */
function written(image: ImageDescription): string {
  return JSON.stringify(image, (_key, value: unknown) => (ArrayBuffer.isView(value) ? digestOf(value) : value));
}

/** FNV-1a: no proof against who means harm, who could send another image as well, but no correction is missed. */
function digestOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${byteLength} ${hash >>> 0}`;
}

function bySeries(images: readonly ImageDescription[]): Iterable<readonly ImageDescription[]> {
  const groups = new Map<string, ImageDescription[]>();
  for (const image of images) {
    const group = groups.get(image.seriesInstanceUID);
    if (group) group.push(image);
    else groups.set(image.seriesInstanceUID, [image]);
  }
  return groups.values();
}

function frameKeyOf(archiveId: ArchiveId, image: ImageDescription, frame: FrameDescription): FrameKey {
  return {
    archiveId,
    studyInstanceUID: image.studyInstanceUID,
    seriesInstanceUID: image.seriesInstanceUID,
    sopInstanceUID: image.sopInstanceUID,
    frameNumber: frame.frameNumber,
  };
}

export function isColour(image: ImageDescription): boolean {
  return image.layout.samplesPerPixel > 1 || image.palette !== undefined;
}

/**
 * The number type of the grey images of a series, for stacks and volumes alike: 16 bits when every value that their
 * stored bits can make is a whole number that fits, 32-bit float when any of them cannot (SF10).
 */
export function valueTypeOfSeries(images: Iterable<ImageDescription>): Exclude<ValueType, 'RGB'> {
  for (const image of images) if (!isColour(image) && !fitsInt16(image)) return 'Float32';
  return 'Int16';
}

function fitsInt16(image: ImageDescription): boolean {
  // A table's entries are unsigned and up to 16 bits.
  if (image.modalityTable) return false;
  const { bitsStored, signed, floating } = image.layout;
  if (floating) return false;
  const least = signed ? -(2 ** (bitsStored - 1)) : 0;
  const highest = least + 2 ** bitsStored - 1;
  const { padding } = image;
  // The least of 16 bits stands for "no image here": it is free where nothing but padding has it (PX7).
  const lowest = padding && padding.from <= least ? Math.min(highest, Math.max(least, padding.to + 1)) : least;
  const room = padding ? -32_767 : -32_768;
  return image.frames.every(({ rescale }) => {
    const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
    const ends = [lowest * slope + intercept, highest * slope + intercept];
    const whole = Number.isInteger(slope) && Number.isInteger(intercept);
    return whole && Math.min(...ends) >= room && Math.max(...ends) <= 32_767;
  });
}
