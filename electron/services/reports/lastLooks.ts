import { type ImagesAtSigning, missingImages, unseenImages } from '#shared/contract/imagesAtSigning.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { limitationsOf } from '#shared/reports/limitations.ts';
import type { ReportContext } from './reportParts.ts';

/** What a signer could see of the study's images, in the moment of looking. */
export interface SeenImages {
  /** With what the signed text will say of it; undefined where nobody counts images. */
  readonly images?: ImagesAtSigning | undefined;
  /** The instances that could be read, by SOP Instance UID; undefined where nobody knows. */
  readonly instances?: ReadonlySet<string> | undefined;
}

/** An archive that was told of the study within so long was asked for this look. */
const sameLookMs = 5 * 60_000;
/** Looks that may still be signed: a page asks anew every second, and signs one that it has shown. */
const looksKept = 16;

/** Counts now. `notDrawn`: images that are here and that the page could not draw, beside those that nobody could. */
export function lookNow(
  { imagesOf, imagesToShow, world }: Pick<ReportContext, 'imagesOf' | 'imagesToShow' | 'world'>,
  study: StudyRef,
  notDrawn = 0,
  askedNow = false,
): SeenImages {
  const known = imagesOf?.(study);
  const toShow = imagesToShow?.(study);
  const instances = toShow?.instances;
  if (!known) return { instances };
  const ageMs = world.clock.now() - (known.askedAt ?? Number.NEGATIVE_INFINITY);
  const notShown = (toShow?.counts.notShown ?? 0) + notDrawn;
  const images: ImagesAtSigning = {
    ...known,
    ...toShow?.counts,
    ...(notShown > 0 && { notShown }),
    askedNow: askedNow || (ageMs >= 0 && ageMs < sameLookMs),
  };
  const limitations = limitationsFor(images);
  return { instances, images: { ...images, ...(limitations.length > 0 && { limitations: [...limitations] }) } };
}

function limitationsFor(images: ImagesAtSigning): readonly string[] {
  const { expected, unlisted, lacking = [], notShown = 0 } = images;
  return limitationsOf({
    missing: missingImages(images),
    of: expected + unlisted,
    lacking: lacking.map(({ seriesNumber, description, slices }) => ({
      series: [seriesNumber, description].filter((part) => part !== undefined && part !== '').join(', '),
      slices,
    })),
    notShown,
  });
}

/** The looks that pages have shown of late: what is signed is what was shown, whatever has come meanwhile. */
export class LastLooks {
  readonly #looks = new Map<number, { readonly reportId: string; readonly seen: SeenImages }>();
  #last = 0;

  /** Answers the name of the look. */
  keep(reportId: string, seen: SeenImages): number {
    this.#last += 1;
    this.#looks.set(this.#last, { reportId, seen });
    for (const look of this.#looks.keys()) if (this.#looks.size > looksKept) this.#looks.delete(look);
    return this.#last;
  }

  /** What was shown then; what is seen now where that is not known, or where more is lacking now than was shown. */
  shown(reportId: string, look: number | undefined, now: SeenImages): SeenImages {
    const kept = look === undefined ? undefined : this.#looks.get(look);
    if (kept?.reportId !== reportId || !kept.seen.images || !now.images) return now;
    return unseenImages(now.images) > unseenImages(kept.seen.images) ? now : kept.seen;
  }
}

/** For the trail: counts and the numbers of series, nothing of a patient. */
export function imagesForAudit(images: ImagesAtSigning) {
  const { here, expected, unlisted, series, agreedAt, lacking = [], notShown = 0, gone = 0 } = images;
  const each = series.map((one) => `${one.seriesNumber ?? '?'}:${one.here}/${one.expected}`);
  const missing = missingImages(images);
  return {
    imagesHere: here,
    imagesExpected: expected,
    imagesUnlisted: unlisted,
    imagesBySeries: each.join(' '),
    ...(missing > 0 && { signedWithout: missing }),
    ...(lacking.length > 0 && {
      slicesLacking: lacking.map(({ seriesNumber, slices }) => `${seriesNumber ?? '?'}:${slices}`).join(' '),
    }),
    ...(notShown > 0 && { imagesNotShown: notShown }),
    ...(gone > 0 && { imagesGone: gone }),
    ...(agreedAt !== undefined && { agreedAt }),
  };
}
