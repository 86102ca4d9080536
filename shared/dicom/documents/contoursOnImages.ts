import type { FrameOfImage } from '../displaySets.ts';
import { type ImagePlace, type ImagePlaces, isDrawnOn } from './imagePlaces.ts';
import type { Contour, StructureRegion, StructureSet } from './structureSet.ts';

export interface ContourOfRegion {
  readonly region: StructureRegion;
  readonly contour: Contour;
}

/** Contours are asked for image by image, of a display set whose images lie at `places`. */
export type ContoursOfImage = (item: FrameOfImage, places: ImagePlaces) => readonly ContourOfRegion[];

/**
 * Which contours lie on an image, in the frame of reference that their region names: on the image that a contour names
 * where that is among those shown and it lies at it; else on the one in whose part of the patient all of it lies. One
 * that crosses images is drawn on none of them. Sorted once for a display set: a plan of a whole body has tens of
 * thousands.
 */
export function findContours({ regions }: StructureSet): ContoursOfImage {
  const sorted = new WeakMap<ImagePlaces, ReadonlyMap<ImagePlace, readonly ContourOfRegion[]>>();
  return (item, places) => {
    const place = places.of(item);
    if (!place) return [];
    const known = sorted.get(places) ?? sortByImage(regions, places);
    sorted.set(places, known);
    return known.get(place) ?? [];
  };
}

function sortByImage(regions: readonly StructureRegion[], places: ImagePlaces) {
  const byPlace = new Map<ImagePlace, ContourOfRegion[]>();
  for (const region of regions) {
    if (region.frameOfReferenceUID === undefined) continue;
    for (const contour of region.contours) {
      for (const place of placesOfContour(contour, places)) {
        if (place.item.image.frameOfReferenceUID !== region.frameOfReferenceUID) continue;
        const known = byPlace.get(place);
        if (known) known.push({ region, contour });
        else byPlace.set(place, [{ region, contour }]);
      }
    }
  }
  return byPlace;
}

function placesOfContour({ image, points }: Contour, places: ImagePlaces): readonly ImagePlace[] {
  const named = image ? places.named(image).filter((place) => isDrawnOn(place, points)) : [];
  return named.length > 0 ? named : places.under(points);
}
