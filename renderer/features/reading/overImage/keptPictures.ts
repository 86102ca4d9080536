import type { DrawnOverlay } from '../../../imaging/frames/overlayBits.ts';

interface Kept<Picture> {
  readonly of: readonly DrawnOverlay[];
  readonly picture: Picture;
}

/**
 * Pictures of overlays, painted once for an image and then only moved with it. Those used last are kept, as many as told;
 * a picture is painted anew when the bits behind the same name are other ones.
 */
export class KeptPictures<Picture> {
  readonly #kept = new Map<string, Kept<Picture>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Throws what `paint` throws, and keeps nothing then. */
  pictureOf(name: string, overlays: readonly DrawnOverlay[], paint: () => Picture): Picture {
    const known = this.#kept.get(name);
    const kept = known && isSame(known.of, overlays) ? known : { of: overlays, picture: paint() };
    // Told last is known last: the one that was not used for longest goes first.
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return kept.picture;
  }
}

function isSame(a: readonly DrawnOverlay[], b: readonly DrawnOverlay[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ plane, all, frameIndex }, at) => {
      const other = b[at];
      return other !== undefined && plane === other.plane && all === other.all && frameIndex === other.frameIndex;
    })
  );
}
