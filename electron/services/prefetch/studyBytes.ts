import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { ImageKind } from '#shared/prefetch/frameSizes.ts';
import type { StudyCache } from '../cache/index.ts';
import type { ReadinessBook } from './readinessBook.ts';
import type { StudyIndex } from './studyIndex.ts';

export interface Bytes {
  readonly remaining: number;
  readonly total: number;
}

interface SeriesShape {
  readonly frames: number;
  /** Of all frames together, when drawn. */
  readonly pixelBytes: number;
  readonly kind: ImageKind;
}

interface Known {
  readonly shapes: ReadonlyMap<string, SeriesShape>;
  /** Another number, and its lists have been read again. */
  readonly expectedFrames: number;
  /** The counts, and the learned sizes, with which `bytes` was reckoned. */
  counts: string;
  bytes: Bytes;
}

/** Of a study whose metadata has not been read only the number of images is known: what one usually takes. */
const usualInstanceBytes: Readonly<Record<string, number>> = {
  CT: 200_000,
  MR: 150_000,
  CR: 6_000_000,
  DX: 6_000_000,
  MG: 10_000_000,
  US: 400_000,
  PT: 60_000,
  XA: 5_000_000,
};
const unknownInstanceBytes = 500_000;
/** Reading what a study is made of takes some milliseconds: so many at one go. */
const readAtOnce = 4;

/** How many bytes of each study are still to come, estimated from its metadata and what such frames have taken. */
export class StudyBytes {
  readonly #index: StudyIndex;
  readonly #cache: Pick<StudyCache, 'countFrames'>;
  readonly #readiness: Pick<ReadinessBook, 'of' | 'hasMetadata'>;
  readonly #known = new Map<string, Known>();
  #reads = 0;

  constructor(
    index: StudyIndex,
    cache: Pick<StudyCache, 'countFrames'>,
    readiness: Pick<ReadinessBook, 'of' | 'hasMetadata'>,
  ) {
    this.#index = index;
    this.#cache = cache;
    this.#readiness = readiness;
  }

  /** A new round of questions, each of which may cost a little. */
  begin(): void {
    this.#reads = 0;
  }

  of(study: StudyRef, more: { readonly modalities?: readonly string[]; readonly instances?: number } = {}): Bytes {
    const id = studyKey(study);
    const { state, newImages = 0 } = this.#readiness.of(study);
    if (state === 'noImages') return { remaining: 0, total: 0 };
    // Of what failed nothing more comes.
    if (state === 'failed') return { remaining: 0, total: this.#known.get(id)?.bytes.total ?? 0 };
    const bytes = this.#reckonKnown(study, more);
    if (state === 'complete' || bytes.remaining > 0) return bytes;
    // What its lists name is here. What they are about to name comes too; what the archive counts and does not list does
    // not, and what is still looked at has come.
    if (state !== 'changed' || newImages === 0) return bytes;
    const { remaining } = guess({ ...more, instances: newImages });
    return { remaining, total: Math.max(bytes.total, remaining) };
  }

  #reckonKnown(study: StudyRef, more: { readonly modalities?: readonly string[]; readonly instances?: number }): Bytes {
    const id = studyKey(study);
    const { presentFrames, expectedFrames = 0 } = this.#readiness.of(study);
    if (!this.#readiness.hasMetadata(study)) {
      this.#known.delete(id);
      return guess(more);
    }
    const counts = `${presentFrames}/${expectedFrames}/${this.#index.sizes.version}`;
    const before = this.#known.get(id);
    const known = before?.expectedFrames === expectedFrames ? before : undefined;
    if (known?.counts === counts) return known.bytes;
    if (!known && this.#reads >= readAtOnce) {
      const share = expectedFrames > 0 ? 1 - Math.min(1, presentFrames / expectedFrames) : 1;
      const { total } = guess(more);
      return { remaining: total * share, total };
    }
    const shapes = known?.shapes ?? this.#readShapes(study);
    const bytes = this.#reckon(study, shapes);
    this.#known.set(id, { shapes, expectedFrames, counts, bytes });
    return bytes;
  }

  /** What is known of it no longer holds: its metadata has been read anew, or it has been let go of. */
  forget(study: StudyRef): void {
    this.#known.delete(studyKey(study));
  }

  #readShapes(study: StudyRef): ReadonlyMap<string, SeriesShape> {
    this.#reads += 1;
    const shapes = new Map<string, SeriesShape>();
    for (const [uid, { instances }] of this.#index.seriesOf(study)) {
      const [first] = instances;
      if (!first) continue;
      let frames = 0;
      let pixelBytes = 0;
      for (const one of instances) {
        frames += one.numberOfFrames;
        pixelBytes += one.numberOfFrames * one.pixelBytes;
      }
      shapes.set(uid, { frames, pixelBytes, kind: first.kind });
    }
    return shapes;
  }

  #reckon(study: StudyRef, shapes: ReadonlyMap<string, SeriesShape>): Bytes {
    const present = new Map(this.#cache.countFrames(study).map((one) => [one.seriesInstanceUID as string, one]));
    let remaining = 0;
    let total = 0;
    for (const [uid, { frames, pixelBytes, kind }] of shapes) {
      const each = this.#index.sizes.estimate(study, uid, kind, pixelBytes / Math.max(1, frames));
      const missing = Math.max(0, frames - (present.get(uid)?.presentFrames ?? 0));
      remaining += missing * each;
      total += frames * each;
    }
    return { remaining, total };
  }
}

function guess({ modalities = [], instances = 1 }: { modalities?: readonly string[]; instances?: number }): Bytes {
  const sizes = modalities.flatMap((one) => usualInstanceBytes[one] ?? []);
  // Of several the lightest: there are most of it.
  const each = sizes.length > 0 ? Math.min(...sizes) : unknownInstanceBytes;
  const bytes = Math.max(1, instances) * each;
  return { remaining: bytes, total: bytes };
}
