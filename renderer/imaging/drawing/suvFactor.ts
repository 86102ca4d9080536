import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { suvOfSeries } from '#shared/dicom/suv.ts';

/** Images of each PET series by their SOP Instance UID, as the catalogue has been told of them. */
const bySeries = new Map<string, Map<string, ImageDescription>>();
const factors = new Map<string, number | undefined>();

/** Makes images known whose series may have a SUV: it is of the series as a whole, never of one image (E3). */
export function noteSeriesForSuv(images: readonly ImageDescription[]): void {
  for (const image of images) {
    if (image.modality !== 'PT') continue;
    const { seriesInstanceUID: series, sopInstanceUID } = image;
    const known = bySeries.get(series) ?? new Map<string, ImageDescription>();
    bySeries.set(series, known.set(sopInstanceUID, image));
    factors.delete(series);
  }
}

export function forgetSuv(): void {
  bySeries.clear();
  factors.clear();
}

/** What one modality value of this image's series is as SUVbw; undefined where the series does not say enough. */
export function suvFactorOf({ modality, seriesInstanceUID }: ImageDescription): number | undefined {
  if (modality !== 'PT') return undefined;
  if (!factors.has(seriesInstanceUID)) {
    const images = [...(bySeries.get(seriesInstanceUID)?.values() ?? [])];
    const suv = suvOfSeries(images.map(({ pet }) => pet));
    factors.set(seriesInstanceUID, suv.ok ? suv.value.perUnit : undefined);
  }
  return factors.get(seriesInstanceUID);
}
