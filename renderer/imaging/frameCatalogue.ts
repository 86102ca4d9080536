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

/** `durbeen:{SOPInstanceUID}/{frame}`, frames from 1 as in DICOM. */
export function imageIdOf({ image, frame }: FrameOfImage): string {
  return `durbeen:${image.sopInstanceUID}/${frame.frameNumber}`;
}

/** Every frame of the studies on the desk, by image id. */
export class FrameCatalogue {
  readonly #entries = new Map<string, CatalogueEntry>();

  /** Adds the images of a study. Adding one again replaces it. */
  add(archiveId: ArchiveId, images: readonly ImageDescription[]): void {
    const typeOfSeries = new Map<string, ValueType>();
    for (const image of images) {
      const type = valueTypeOf(image);
      const known = typeOfSeries.get(image.seriesInstanceUID);
      typeOfSeries.set(image.seriesInstanceUID, known === 'Float32' && type === 'Int16' ? known : type);
    }
    for (const image of images) {
      for (const frame of image.frames) {
        const valueType = isColour(image) ? 'RGB' : (typeOfSeries.get(image.seriesInstanceUID) ?? 'Float32');
        const greyType = valueType === 'RGB' && !isColour(image) ? 'Float32' : valueType;
        const imageId = imageIdOf({ image, frame });
        this.#entries.set(imageId, {
          imageId,
          key: frameKeyOf(archiveId, image, frame),
          image,
          frame,
          valueType: greyType,
        });
      }
    }
  }

  find(imageId: string): CatalogueEntry | undefined {
    return this.#entries.get(imageId);
  }

  clear(): void {
    this.#entries.clear();
  }
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

/** 16 bits when every value the stored bits can make is a whole number that fits; 32-bit float otherwise. */
export function valueTypeOf(image: ImageDescription): ValueType {
  if (isColour(image)) return 'RGB';
  const { bitsStored, signed } = image.layout;
  const lowest = signed ? -(2 ** (bitsStored - 1)) : 0;
  const highest = lowest + 2 ** bitsStored - 1;
  const fits = image.frames.every(({ rescale }) => {
    const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
    const ends = [lowest * slope + intercept, highest * slope + intercept];
    const whole = Number.isInteger(slope) && Number.isInteger(intercept);
    return whole && Math.min(...ends) >= -32_768 && Math.max(...ends) <= 32_767;
  });
  return fits || image.modalityTable ? (image.modalityTable ? 'Float32' : 'Int16') : 'Float32';
}
